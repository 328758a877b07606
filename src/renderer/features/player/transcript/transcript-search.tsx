import { t } from '@lingui/core/macro'
import { Plural } from '@lingui/react/macro'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { formatNumber } from '../../../format.ts'
import { useTranscript } from '../../../stores/context.ts'
import hidden from '../../../ui/hidden.module.css'
import { IconButton } from '../../../ui/icon-button.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import styles from './transcript.module.css'

interface TranscriptSearchProps {
  /** How many rows match. */
  hits: number
  /** The hit that a new search begins with. */
  first: number
}

/** Looks for words in the transcript: Enter and Shift+Enter go from one to the next. */
export function TranscriptSearch({ hits, first }: TranscriptSearchProps) {
  const { query, hit, setQuery, setHit } = useTranscript((state) => state)
  const input = useRef<HTMLInputElement>(null)
  const isAsked = query.trim() !== ''
  // A new search begins where the reader is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each search begins anew, at the same place as the one before too
  useEffect(() => {
    if (isAsked) setHit(first)
  }, [isAsked, query, first, setHit])
  const step = (by: 1 | -1): void => {
    if (hits > 0) setHit((hit + by + hits) % hits)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') event.currentTarget.blur()
    else if (event.key === 'ArrowDown') document.querySelector<HTMLElement>('[data-cue][tabindex="0"]')?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const place = formatNumber(Math.min(hit + 1, hits))
  const all = formatNumber(hits)
  return (
    <search className={styles.tools}>
      <SearchField
        ref={input}
        role="searchbox"
        data-transcript-search=""
        label={t`Search in transcript`}
        value={query}
        maxLength={200}
        dir="auto"
        onChange={setQuery}
        onKeyDown={onKeyDown}
        end={isAsked ? <span className={styles.nth}>{hits === 0 ? t`None` : t`${place} of ${all}`}</span> : undefined}
      />
      {isAsked && (
        <>
          <IconButton icon="up" label={t`Previous match (Shift Enter)`} onClick={() => step(-1)} />
          <IconButton icon="down" label={t`Next match (Enter)`} onClick={() => step(1)} />
        </>
      )}
      <span role="status" className={hidden.hidden}>
        {isAsked && <Plural value={hits} _0="No match" one="# match" other="# matches" />}
      </span>
    </search>
  )
}
