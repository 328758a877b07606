import { useLingui } from '@lingui/react/macro'
import { useLibrary } from '../../stores/context.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconSelect } from '../../ui/icon-select.tsx'
import type { IconName } from '../../ui/icon-shapes.ts'
import styles from './filter-bar.module.css'
import { languageName } from './filter-words.ts'

const ANY = 'any'
const NONE = ''

/** Only what plays without the server. */
export function OnDeviceChip() {
  const { t } = useLingui()
  const on = useLibrary((state) => state.view.filters.onDevice)
  const setFilters = useLibrary((state) => state.setFilters)
  return <Toggle icon="laptop" words={t`On this device`} on={on} onToggle={() => setFilters({ onDevice: !on })} />
}

/** Only what has subtitles, in any language or in one; the languages are behind the arrow. */
export function SubtitlesChip() {
  const { t } = useLingui()
  const chosen = useLibrary((state) => state.view.filters.subtitles)
  const languages = useLibrary((state) => state.library?.languages)
  const setFilters = useLibrary((state) => state.setFilters)
  const name = chosen === null || chosen === ANY ? null : languageName(chosen)
  const codes = [...new Set([...(languages ?? []), ...(name === null || chosen === null ? [] : [chosen])])]
  return (
    <span className={styles.pair}>
      <Toggle
        icon="subs"
        words={name === null ? t`With subtitles` : t`Subtitles: ${name}`}
        on={chosen !== null}
        onToggle={() => setFilters({ subtitles: chosen === null ? ANY : null })}
      />
      {codes.length > 0 && (
        <IconSelect
          icon="down"
          label={t`Language of subtitles`}
          value={chosen ?? NONE}
          options={[
            { value: NONE, label: t`With or without` },
            { value: ANY, label: t`Any language` },
            ...codes.map((code) => ({ value: code, label: languageName(code) })),
          ]}
          onChange={(value) => setFilters({ subtitles: value === NONE ? null : value })}
        />
      )}
    </span>
  )
}

interface ToggleProps {
  icon: IconName
  words: string
  on: boolean
  onToggle: () => void
}

/** A limit to be switched on and off; where there is no place the words are its tooltip. */
function Toggle({ icon, words, on, onToggle }: ToggleProps) {
  return (
    <button
      type="button"
      className={styles.toggle}
      aria-label={words}
      aria-pressed={on}
      title={words}
      onClick={onToggle}
    >
      <Icon name={icon} size={14} />
      <span>{words}</span>
    </button>
  )
}
