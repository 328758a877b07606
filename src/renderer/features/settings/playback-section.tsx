import { useLingui } from '@lingui/react/macro'
import { useSettings } from '../../stores/context.ts'
import { Checkbox } from '../../ui/choice.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Select } from '../../ui/select.tsx'
import { speedLabel } from '../player/player-words.ts'
import { SPEEDS } from '../player/speeds.ts'
import { Line, Section } from './setting-parts.tsx'
import styles from './settings-screen.module.css'

/** How recordings are played, unless a room or a recording has its own. */
export function PlaybackSection() {
  const { t } = useLingui()
  const { speed, skipSilence, followTranscript, transcriptLayout } = useSettings((state) => state.player)
  const change = useSettings((state) => state.changePlayer)
  const speeds = SPEEDS.includes(speed) ? SPEEDS : [...SPEEDS, speed].sort((one, other) => one - other)
  return (
    <Section title={t`Playback`}>
      <Line words={t`Speed`} hint={t`A room in which you have changed the speed keeps its own.`}>
        <Select
          label={t`Speed`}
          value={speed}
          options={speeds.map((value) => ({ value, label: speedLabel(value) }))}
          onChange={(value) => change({ speed: value })}
        />
      </Line>
      <Line
        words={t`Transcript in two languages`}
        hint={t`Beside each other they need a wide window, and stand one under the other in a narrow one.`}
      >
        <Segments
          label={t`Transcript in two languages`}
          value={transcriptLayout}
          options={[
            { value: 'under', label: t`One under the other` },
            { value: 'beside', label: t`Beside each other` },
          ]}
          onChange={(value) => change({ transcriptLayout: value })}
        />
      </Line>
      <Checkbox checked={followTranscript} onChange={(on) => change({ followTranscript: on })}>
        {t`The transcript follows playback`}
      </Checkbox>
      <Checkbox checked={skipSilence} onChange={(on) => change({ skipSilence: on })}>
        {t`Skip silence`}
        <span className={styles.hint}>{t`Where nobody speaks, the recording is played faster.`}</span>
      </Checkbox>
      <p className={styles.hint}>
        {t`The player’s volume goes up to 200 %: beyond 100 % it is louder than the recording itself.`}
      </p>
    </Section>
  )
}
