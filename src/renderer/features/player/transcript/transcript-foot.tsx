import { Menu } from '@base-ui/react/menu'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useRef } from 'react'
import type { Track, TranscriptFormat } from '../../../../shared/transcript.ts'
import { errorWords } from '../../../error-words.ts'
import { useSettings, useStores, useTranscript } from '../../../stores/context.ts'
import { Icon } from '../../../ui/icon.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import menu from '../../../ui/menu.module.css'
import { trackName } from '../captions/caption-words.ts'
import { useCaptions } from '../captions/use-captions.ts'
import styles from './transcript.module.css'

interface TranscriptFootProps {
  track: Track | null
  second: Track | null
  offsetMs: number
  onCopyAll: () => void
}

const FORMATS: readonly TranscriptFormat[] = ['vtt', 'srt', 'txt', 'md']

/** Whether the transcript goes along, in which languages it is, and what can be done with it. */
export function TranscriptFoot({ track, second, offsetMs, onCopyAll }: TranscriptFootProps) {
  const follows = useSettings(({ player }) => player.followTranscript)
  const changePlayer = useSettings((state) => state.changePlayer)
  const place = useRef<HTMLDivElement>(null)
  return (
    <footer className={styles.foot}>
      <label className={styles.follow}>
        <button
          type="button"
          role="switch"
          className={styles.switch}
          aria-checked={follows}
          aria-label={t`Follow playback`}
          onClick={() => changePlayer({ followTranscript: !follows })}
        />
        <span aria-hidden="true">
          <Trans>Follow playback</Trans>
        </span>
      </label>
      <LanguageMenu track={track} second={second} place={place} />
      <MoreMenu track={track} offsetMs={offsetMs} place={place} onCopyAll={onCopyAll} />
      <div ref={place} />
    </footer>
  )
}

type Place = { current: HTMLDivElement | null }

function LanguageMenu({ track, second, place }: { track: Track | null; second: Track | null; place: Place }) {
  const tracks = useTranscript((state) => state.tracks)
  const choose = useTranscript((state) => state.choose)
  const layout = useSettings(({ player }) => player.transcriptLayout)
  const changePlayer = useSettings((state) => state.changePlayer)
  const { choose: chooseCaptions } = useCaptions()
  if (track === null) return null
  const others = tracks.filter(({ id }) => id !== track.id)
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.language}>
        <bdi>{second === null ? trackName(track) : `${trackName(track)} + ${trackName(second)}`}</bdi>
        <Icon name="down" size={14} />
      </Menu.Trigger>
      <Menu.Portal container={place}>
        <Menu.Positioner className={menu.positioner} side="top" align="end" sideOffset={4} collisionPadding={8}>
          <Menu.Popup className={menu.menu} aria-label={t`Languages of the transcript`}>
            <Menu.RadioGroup value={track.id} onValueChange={(id: string) => chooseCaptions(id)}>
              {tracks.map((each) => (
                <Choice key={each.id} value={each.id} words={trackName(each)} />
              ))}
            </Menu.RadioGroup>
            {others.length > 0 && (
              <>
                <Menu.Separator className={menu.separator} />
                <Menu.RadioGroup
                  value={second?.id ?? null}
                  onValueChange={(id: string | null) => choose({ secondTrackId: id })}
                >
                  <Choice value={null} words={t`One language`} />
                  {others.map((each) => (
                    <Choice key={each.id} value={each.id} words={t`With ${trackName(each)}`} />
                  ))}
                </Menu.RadioGroup>
              </>
            )}
            {second !== null && (
              <>
                <Menu.Separator className={menu.separator} />
                <Menu.RadioGroup
                  value={layout}
                  onValueChange={(transcriptLayout: 'under' | 'beside') => changePlayer({ transcriptLayout })}
                >
                  <Choice value="under" words={t`One under the other`} />
                  <Choice value="beside" words={t`Side by side`} />
                </Menu.RadioGroup>
              </>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

function Choice({ value, words }: { value: string | null; words: string }) {
  return (
    <Menu.RadioItem value={value} className={menu.item} closeOnClick>
      <span className={styles.slot}>
        <Menu.RadioItemIndicator>
          <Icon name="check" />
        </Menu.RadioItemIndicator>
      </span>
      <bdi>{words}</bdi>
    </Menu.RadioItem>
  )
}

interface MoreMenuProps {
  track: Track | null
  offsetMs: number
  place: Place
  onCopyAll: () => void
}

function MoreMenu({ track, offsetMs, place, onCopyAll }: MoreMenuProps) {
  const { bridge, session, toasts } = useStores()
  const recordId = useTranscript((state) => state.recordId)
  if (track === null || recordId === null) return null
  const save = async (format: TranscriptFormat): Promise<void> => {
    const profileId = session.getState().opened?.profile.id ?? ''
    const saved = await bridge.transcripts.export({ profileId, recordId, trackId: track.id, format, offsetMs })
    if (!saved.ok) toasts.getState().say(exportFailed(saved.error))
    else if (saved.value !== null) toasts.getState().say(t`Saved as ${saved.value.file}`)
  }
  return (
    <Menu.Root>
      <Menu.Trigger render={<IconButton icon="more" label={t`More about the transcript`} />} />
      <Menu.Portal container={place}>
        <Menu.Positioner className={menu.positioner} side="top" align="end" sideOffset={4} collisionPadding={8}>
          <Menu.Popup className={menu.menu} aria-label={t`More about the transcript`}>
            <Menu.Item className={menu.item} onClick={onCopyAll}>
              <Icon name="copy" />
              <Trans>Copy transcript</Trans>
            </Menu.Item>
            <Menu.Separator className={menu.separator} />
            {FORMATS.map((format) => (
              <Menu.Item key={format} className={menu.item} onClick={() => void save(format)}>
                <Icon name="export" />
                {format === 'md' ? t`Export as Markdown…` : t`Export as .${format}…`}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

const exportFailed = (error: Parameters<typeof errorWords>[0]): string =>
  errorWords(error, { host: '', apiKey: '', otherwise: t`The transcript could not be exported` }).headline
