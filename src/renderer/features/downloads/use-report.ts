import { t } from '@lingui/core/macro'
import type { Result } from '../../../shared/app-error.ts'
import { useStores } from '../../stores/context.ts'
import { reasonWords } from './stopped-words.ts'

/** Says in a toast what was not done, and why; what was done shows by itself. */
export function useReport(): (what: string) => (answer: Result<unknown>) => void {
  const { toasts } = useStores()
  return (what) => (answer) => {
    if (answer.ok) return
    const reason = reasonWords(answer.error)
    toasts.getState().say(t`${what}: ${reason}. Try again.`)
  }
}
