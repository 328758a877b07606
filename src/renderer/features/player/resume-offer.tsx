import { Trans } from '@lingui/react/macro'
import { useEffect, useEffectEvent, useRef } from 'react'
import { formatClock } from '../../format.ts'
import styles from './resume-offer.module.css'

interface ResumeOfferProps {
  /** Where it was left. */
  seconds: number
  onContinue: () => void
  onStartOver: () => void
}

/** A recording that was begun before: it goes on where it was left, or from its beginning. */
export function ResumeOffer({ seconds, onContinue, onStartOver }: ResumeOfferProps) {
  const first = useRef<HTMLButtonElement>(null)
  const clock = formatClock(seconds)
  useEffect(() => first.current?.focus({ preventScroll: true }), [])
  // Whoever plays some other way has decided.
  const decide = useEffectEvent(onContinue)
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isElsewhere = event.target === document.body || event.target === first.current?.closest('section')
      if (event.key !== 'Enter' || !isElsewhere) return
      event.preventDefault()
      decide()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
  return (
    <div className={styles.offer}>
      <button ref={first} type="button" className={styles.continue} onClick={onContinue}>
        <Trans>Continue at {clock}</Trans>
      </button>
      <button type="button" className={styles.over} onClick={onStartOver}>
        <Trans>Start over</Trans>
      </button>
    </div>
  )
}
