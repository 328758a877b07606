import styles from './meter.module.css'

interface MeterProps {
  /** What it is about: its accessible name. */
  label: string
  /** 0 to 1; null: nobody knows. */
  share: number | null
  /** What it says in words, where a percentage is not enough. */
  text?: string | undefined
  tone?: 'accent' | 'quiet' | 'bad'
}

/** A thin bar that says how far something is; the words for it stand beside it. */
export function Meter({ label, share, text, tone = 'accent' }: MeterProps) {
  return (
    <progress
      className={styles.meter}
      data-tone={tone}
      aria-label={label}
      aria-valuetext={text}
      max={1}
      // Without a value it is a bar that says nothing of how far it is.
      value={share ?? undefined}
    />
  )
}
