import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { MediaState } from '../../../shared/media.ts'
import { Icon } from '../../ui/icon.tsx'
import { type DetailRow, detailsAsText } from './details.ts'
import styles from './details-panel.module.css'
import { MediaStatusIcon } from './media-status-icon.tsx'

interface DetailsPanelProps {
  title: string
  media: MediaState | null
  groups: readonly (readonly DetailRow[])[]
  onCopy: (text: string) => Promise<boolean>
}

/** The panel beside the recording: everything the list has no room for. */
export function DetailsPanel({ title, media, groups, onCopy }: DetailsPanelProps) {
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = async (): Promise<void> => setCopied(await onCopy(detailsAsText(title, groups)))
  return (
    <aside className={styles.panel} aria-label={t`Details`}>
      <header className={styles.head}>
        <h2>
          <Trans>Details</Trans>
        </h2>
      </header>
      <div className={styles.body}>
        {groups.map((group) => (
          <dl key={group[0]?.label} className={styles.list}>
            {group.map(({ label, value, code, status }) => (
              <div key={label} className={styles.row}>
                <dt>{label}</dt>
                <dd className={code ? styles.code : status ? styles.status : undefined}>
                  {status && media !== null && <MediaStatusIcon media={media} />}
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        ))}
      </div>
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
    </aside>
  )
}
