import { type ReactNode, useId } from 'react'
import styles from './settings-screen.module.css'

/** A part of the settings under its heading, with what belongs to all of it at the heading's end. */
export function Section({ title, end, children }: { title: string; end?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {end}
      </div>
      {children}
    </section>
  )
}

/** A choice in its line: what it is about, and at the end the control, which says its name to screen readers itself. */
export function Line({ words, hint, children }: { words: string; hint?: string; children: ReactNode }) {
  return (
    <div className={styles.line}>
      <div>
        <span aria-hidden="true">{words}</span>
        {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      </div>
      {children}
    </div>
  )
}
