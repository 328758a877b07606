import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RawLine } from '../../ui/raw-line.tsx'
import type { PlaybackFailure } from './failure.ts'
import styles from './failure-overlay.module.css'
import { failureWords } from './failure-words.ts'

interface FailureOverlayProps {
  failure: PlaybackFailure
  onRetry: () => Promise<void>
  onLeave: () => void
}

/** What stopped playback, in place of the picture: what happened, what is safe, the next step. */
export function FailureOverlay({ failure, onRetry, onLeave }: FailureOverlayProps) {
  const [busy, setBusy] = useState(false)
  const words = failureWords(failure)
  const retry = async (): Promise<void> => {
    setBusy(true)
    await onRetry()
    setBusy(false)
  }
  return (
    <div className={styles.overlay} role="alert">
      <div className={styles.message}>
        <Icon name="alert" size={20} className={styles.mark} />
        <h2>{words.title}</h2>
        <p>{words.text}</p>
        <div className={styles.actions}>
          <Button look="primary" busy={busy} onClick={() => void retry()}>
            <Trans>Try again</Trans>
          </Button>
          <Button onClick={onLeave}>
            <Trans>Back to library</Trans>
          </Button>
        </div>
        {failure.raw !== null && <RawLine text={failure.raw} />}
      </div>
    </div>
  )
}
