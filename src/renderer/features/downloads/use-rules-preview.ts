import { useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import type { Rules } from '../../../shared/download.ts'
import { useStores } from '../../stores/context.ts'
import { previewWords } from './rules-words.ts'
import { reasonWords } from './stopped-words.ts'

/** From the last change to its question. */
const TYPING_MS = 250

/** What the rules would do now, in words. */
export function useRulesPreview(profileId: string, rules: Rules): string {
  const { t } = useLingui()
  const { rules: store } = useStores()
  const [words, setWords] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => {
      void store
        .getState()
        .preview(profileId, rules)
        .then((answer) => {
          if (answer === null) return
          const reason = answer.ok ? '' : reasonWords(answer.error)
          setWords(answer.ok ? previewWords(answer.value) : t`What they would do now is not known: ${reason}.`)
        })
    }, TYPING_MS)
    return () => clearTimeout(timer)
  }, [store, profileId, rules, t])
  return words
}
