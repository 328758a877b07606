import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { formatNumber } from '../../format.ts'
import { Checkbox } from '../../ui/choice.tsx'
import styles from './dialogs.module.css'
import { toggled } from './import-choice.ts'

interface ServerChoiceProps<K> {
  servers: readonly { key: K; name: string; url: string; mark?: ReactNode }[]
  chosen: ReadonlySet<K>
  onChange: (chosen: Set<K>) => void
}

/** Servers to choose from, all or none of them with one click. */
export function ServerChoice<K extends string | number>({ servers, chosen, onChange }: ServerChoiceProps<K>) {
  const { t } = useLingui()
  const all = chosen.size === servers.length
  const count = formatNumber(chosen.size)
  const total = formatNumber(servers.length)
  return (
    <div className={styles.box}>
      <div className={styles.head}>
        <Checkbox
          checked={all}
          mixed={!all && chosen.size > 0}
          onChange={(on) => onChange(new Set(on ? servers.map((server) => server.key) : []))}
        >
          {t`All servers`}
        </Checkbox>
        <span role="status">{t`${count} of ${total} chosen`}</span>
      </div>
      <ul className={styles.list}>
        {servers.map(({ key, name, url, mark }) => (
          <li key={key}>
            <Checkbox checked={chosen.has(key)} onChange={(on) => onChange(toggled(chosen, key, on))}>
              <span className={styles.name}>
                <b dir="auto">{name || url}</b>
                {mark !== undefined && <span>{mark}</span>}
              </span>
              <bdi className={styles.url}>{url}</bdi>
            </Checkbox>
          </li>
        ))}
      </ul>
    </div>
  )
}
