import { useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, useRef } from 'react'
import { useLibrary } from '../../stores/context.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import menu from '../../ui/menu.module.css'
import { SearchField } from '../../ui/search-field.tsx'
import { useAriaKeys, useKeyWords } from '../shell/use-key-words.ts'
import { useShortcuts } from '../shell/use-shortcuts.ts'
import styles from './search-box.module.css'

/** As main takes it at most. */
const LONGEST_SEARCH = 1000

const focusFirstRow = (): void => document.querySelector<HTMLElement>('[data-record-id]')?.focus()

/** Looks for recordings while it is typed into: its key leads here, Esc empties it and then leaves, ↓ goes on in the list. */
export function SearchBox() {
  const { t } = useLingui()
  const text = useLibrary((state) => state.view.filters.text)
  const setText = useLibrary((state) => state.setText)
  const input = useRef<HTMLInputElement>(null)
  const keyWordsOf = useKeyWords()
  const ariaKeysOf = useAriaKeys()
  const key = keyWordsOf('anywhere.search')
  useShortcuts(['anywhere'], (id) => {
    if (id !== 'anywhere.search') return false
    input.current?.focus()
    input.current?.select()
    return true
  })
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    // Input methods have their own use for these keys.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') focusFirstRow()
    else if (event.key === 'Escape') event.currentTarget.blur()
    else return
    event.preventDefault()
  }
  const clear = (
    <IconButton
      className={styles.clear}
      icon="x"
      label={t`Clear search`}
      onClick={() => {
        setText('')
        input.current?.focus()
      }}
    />
  )
  return (
    <search className={styles.box}>
      <SearchField
        ref={input}
        role="searchbox"
        label={t`Search titles and what was said`}
        title={t`Searches titles, descriptions, rooms, details and what was said`}
        maxLength={LONGEST_SEARCH}
        dir="auto"
        aria-keyshortcuts={ariaKeysOf('anywhere.search')}
        value={text}
        onChange={setText}
        onKeyDown={onKeyDown}
        end={text !== '' ? clear : key !== '' && <kbd className={menu.key}>{key}</kbd>}
      />
    </search>
  )
}
