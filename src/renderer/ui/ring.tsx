import styles from './ring.module.css'

const RADIUS = 6.75
const CIRCUMFERENCE = 2 * Math.PI * RADIUS

/** How much of something is done, 0 to 1, as a picture; always beside words that say the same. */
export function Ring({ share }: { share: number }) {
  return (
    <svg className={styles.ring} width="16" height="16" viewBox="0 0 20 20" aria-hidden="true">
      <circle className={styles.track} cx="10" cy="10" r={RADIUS} />
      <circle
        className={styles.value}
        cx="10"
        cy="10"
        r={RADIUS}
        strokeDasharray={`${share * CIRCUMFERENCE} ${CIRCUMFERENCE}`}
        transform="rotate(-90 10 10)"
      />
    </svg>
  )
}
