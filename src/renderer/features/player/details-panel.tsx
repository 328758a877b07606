import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import type { MediaState } from '../../../shared/media.ts'
import type { Recording } from '../../../shared/recording.ts'
import type { RecordingDetails } from '../../../shared/watch-calls.ts'
import { useStores } from '../../stores/context.ts'
import hidden from '../../ui/hidden.module.css'
import { Icon } from '../../ui/icon.tsx'
import { detailGroups, detailsAsText, type FileFacts } from './details.ts'
import styles from './details-panel.module.css'
import { MediaStatusIcon } from './media-status-icon.tsx'

interface DetailsPanelProps {
  profileId: string
  recording: Recording
  title: string
  media: MediaState | null
  facts: FileFacts
  onCopy: (text: string) => Promise<boolean>
}

/** Everything that is known of a recording: what the list has no room for, and what is asked for only here. */
export function DetailsPanel({ profileId, recording, title, media, facts, onCopy }: DetailsPanelProps) {
  const { more, ask } = useDetails(profileId, recording)
  const groups = detailGroups(recording, facts, media, more)
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = async (): Promise<void> => {
    const summary = more?.summary ?? null
    const text = detailsAsText(title, groups)
    setCopied(await onCopy(summary === null ? text : `${text}\n\n${summary}`))
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has nothing in it that the keyboard could stop at */}
      <section className={styles.body} tabIndex={0} aria-label={t`Details`}>
        {groups.map((group) => (
          <dl key={group[0]?.label} className={styles.list}>
            {group.map(({ label, value, code, status, hint }) => (
              <div key={label} className={styles.row}>
                <dt>{label}</dt>
                <dd className={code ? styles.code : status ? styles.status : undefined} title={hint}>
                  {status && media !== null && <MediaStatusIcon media={media} />}
                  <bdi>{value}</bdi>
                  {hint !== undefined && <span className={hidden.hidden}>{hint}</span>}
                </dd>
              </div>
            ))}
          </dl>
        ))}
        {more?.summary != null && (
          <section className={styles.summary} aria-labelledby="meeting-summary">
            <h3 id="meeting-summary">
              <Trans>Meeting summary</Trans>
            </h3>
            <p dir="auto">{more.summary}</p>
          </section>
        )}
        {more?.failure != null && (
          <p className={styles.unasked}>
            <Trans>The server did not say everything that it knows.</Trans>{' '}
            <button type="button" onClick={ask}>
              <Trans>Try again</Trans>
            </button>
          </p>
        )}
      </section>
      <footer className={styles.foot}>
        <button type="button" className={styles.copy} onClick={() => void copy()}>
          <Icon name={copied === true ? 'check' : 'copy'} size={16} />
          <Trans>Copy details</Trans>
        </button>
        <span role="status" className={styles.copied}>
          {copied === true && <Trans>Copied</Trans>}
          {copied === false && <Trans>Could not copy; select the text instead</Trans>}
        </span>
      </footer>
    </>
  )
}

/** Asked when it is looked at, and anew when the recording is another one than before; what was known stays meanwhile. */
function useDetails(profileId: string, recording: Recording) {
  const { bridge } = useStores()
  const { recordId, onDevice } = recording
  const [more, setMore] = useState<RecordingDetails | null>(null)
  const [asked, setAsked] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a file that has come or gone is other details, and so is a wish to ask again
  useEffect(() => {
    let isWanted = true
    void bridge.recordings.details({ profileId, recordId }).then((answer) => {
      if (isWanted && answer.ok) setMore(answer.value)
    })
    return () => {
      isWanted = false
    }
  }, [bridge, profileId, recordId, onDevice, asked])
  return { more, ask: () => setAsked(asked + 1) }
}
