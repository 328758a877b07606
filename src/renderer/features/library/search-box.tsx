import { useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react'
import { useLibrary } from '../../stores/context.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import menu from '../../ui/menu.module.css'
import { SearchField } from '../../ui/search-field.tsx'
import { isTyping } from '../shell/is-typing.ts'
import styles from './search-box.module.css'

/** As main takes it at most. */
const LONGEST_SEARCH = 1000

const focusFirstRow = (): void => document.querySelector<HTMLElement>('[data-record-id]')?.focus()

/** Looks for recordings while it is typed into: `/` leads here, Esc empties it and then leaves, ↓ goes on in the list. */
export function SearchBox() {
  const { t } = useLingui()
  const text = useLibrary((state) => state.view.filters.text)
  const setText = useLibrary((state) => state.setText)
  const input = useRef<HTMLInputElement>(null)
  useSlash(() => {
    input.current?.focus()
    input.current?.select()
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
        label={t`Search titles`}
        title={t`Searches titles, descriptions, rooms and details`}
        maxLength={LONGEST_SEARCH}
        dir="auto"
        aria-keyshortcuts="/"
        value={text}
        onChange={setText}
        onKeyDown={onKeyDown}
        end={text === '' ? <kbd className={menu.key}>/</kbd> : clear}
      />
    </search>
  )
}

/** `/` from anywhere on the screen but from text, menus and dialogs. */
function useSlash(onSlash: () => void): void {
  const handle = useEffectEvent((event: globalThis.KeyboardEvent): void => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.defaultPrevented || isTyping(event.target)) return
    if (document.querySelector('dialog[open], [role="menu"]') !== null) return
    event.preventDefault()
    onSlash()
  })
  useEffect(() => {
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [])
}
