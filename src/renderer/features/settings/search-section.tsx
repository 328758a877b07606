import { useLingui } from '@lingui/react/macro'
import { useSettings } from '../../stores/context.ts'
import { Checkbox } from '../../ui/choice.tsx'
import { Section } from './setting-parts.tsx'
import styles from './settings-screen.module.css'

/** Whether everything that was said can be searched, and what that costs. */
export function SearchSection() {
  const { t } = useLingui()
  const { background } = useSettings((state) => state.transcripts)
  const change = useSettings((state) => state.changeTranscripts)
  return (
    <Section title={t`Search in what was said`}>
      <Checkbox checked={background} onChange={(on) => change({ background: on })}>
        {t`Fetch subtitles in the background`}
        <span className={styles.hint}>
          {t`Little by little, Roomreel fetches the subtitles of every recording that it knows, and keeps them on this device to search them, also offline. They are text: an hour of talk takes about 100 kB. Without this, only recordings whose subtitles you have opened are searched.`}
        </span>
      </Checkbox>
    </Section>
  )
}
