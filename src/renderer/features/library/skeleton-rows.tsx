import { useDelayed } from '../../ui/use-delayed.ts'
import styles from './skeleton-rows.module.css'

const ROWS = [1, 2, 3, 4, 5, 6, 7, 8]
const BEFORE_MS = 150

/** Where rows are about to be, while `waiting`; nothing for a list that comes at once. */
export function SkeletonRows({ waiting }: { waiting: boolean }) {
  if (!useDelayed(waiting, BEFORE_MS)) return null
  return (
    <div className={styles.rows} aria-hidden="true" data-skeleton="">
      {ROWS.map((row) => (
        <div key={row} className={styles.row}>
          <span className={styles.thumb} />
          <span className={styles.words}>
            <span className={styles.title} />
            <span className={styles.description} />
          </span>
          <span className={styles.cell} />
          <span className={styles.cell} />
          <span className={styles.cell} />
          <span className={styles.cell} />
          <span className={styles.status} />
        </div>
      ))}
    </div>
  )
}
