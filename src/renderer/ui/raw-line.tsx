import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useStores } from '../stores/context.ts'
import { IconButton } from './icon-button.tsx'
import styles from './raw-line.module.css'

/** What a server or the system said, word by word, to be copied for whoever looks after it. */
export function RawLine({ text }: { text: string }) {
  const { t } = useLingui()
  const { bridge } = useStores()
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    setCopied((await bridge.clipboard.write({ text })).ok)
  }
  return (
    <div className={styles.raw}>
      <bdi title={text}>{text}</bdi>
      <span className={styles.said} role="status">
        {copied && t`Copied`}
      </span>
      <IconButton icon={copied ? 'check' : 'copy'} label={t`Copy error`} onClick={() => void copy()} />
    </div>
  )
}
