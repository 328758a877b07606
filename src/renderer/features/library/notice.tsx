import { useEffect, useEffectEvent } from 'react'
import styles from './notice.module.css'

const SHOWN_MS = 3000

/** Says for a moment what has been done; null: nothing. */
export function Notice({ text, onDone }: { text: string | null; onDone: () => void }) {
  const done = useEffectEvent(onDone)
  useEffect(() => {
    if (text === null) return
    const timer = setTimeout(() => done(), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <div className={styles.place} role="status">
      {text !== null && <span className={styles.toast}>{text}</span>}
    </div>
  )
}
