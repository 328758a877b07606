import { useLingui } from '@lingui/react/macro'
import { useRef } from 'react'
import { useSettings } from '../../stores/context.ts'
import controls from '../../ui/controls.module.css'
import { Icon } from '../../ui/icon.tsx'
import menu from '../../ui/menu.module.css'
import { SHORTCUTS } from '../shell/shortcut-list.ts'
import { type KnownShortcut, keyChips, meetsWith } from '../shell/shortcuts.ts'
import { useIsMac } from '../shell/use-key-words.ts'
import styles from './settings-screen.module.css'

/** An action whose keys are the same everywhere. */
export function FixedRow({ shortcut }: { shortcut: KnownShortcut }) {
  const { t } = useLingui()
  return (
    <li className={styles.key} data-fixed="true" title={t`The same in every program: it cannot be changed`}>
      <span className={styles.what}>{shortcut.words()}</span>
      <Chips shortcut={shortcut} />
    </li>
  )
}

interface ShortcutRowProps {
  shortcut: KnownShortcut
  /** It waits for its new key. */
  recording: boolean
  /** A key in words that it cannot have, pressed just now. */
  refused: string | null
  onStart: () => void
  onStop: () => void
  onReset: () => void
}

/** An action with its keys, and the way to others. */
export function ShortcutRow({ shortcut, recording, refused, onStart, onStop, onReset }: ShortcutRowProps) {
  const { t } = useLingui()
  const shortcuts = useSettings((state) => state.shortcuts)
  const change = useRef<HTMLButtonElement>(null)
  const what = shortcut.words()
  const meeting = SHORTCUTS.filter(({ id }) => meetsWith(shortcut.id, shortcuts).includes(id))
  const others = meeting.map(({ words }) => `“${words()}”`).join(', ')
  return (
    <li className={styles.key}>
      <span className={styles.what}>{what}</span>
      <Chips shortcut={shortcut} />
      <span className={styles.keyButtons}>
        {shortcut.id in shortcuts && (
          <button
            type="button"
            className={`${controls.button} ${controls.ghost} ${styles.small}`}
            aria-label={t`Reset: ${what}`}
            onClick={() => {
              onReset()
              // This button goes with what it has put right.
              change.current?.focus()
            }}
          >{t`Reset`}</button>
        )}
        <button
          ref={change}
          type="button"
          className={`${controls.button} ${styles.small}`}
          aria-label={recording ? t`Press a key: ${what}` : t`Change: ${what}`}
          aria-pressed={recording}
          onClick={recording ? onStop : onStart}
          onBlur={recording ? onStop : undefined}
        >
          {recording ? t`Press a key` : t`Change`}
        </button>
      </span>
      {refused !== null && (
        <p className={styles.warning} role="alert">
          <Icon name="alert" size={14} />
          {t`${refused} is needed for buttons, text or the system. Press another key.`}
        </p>
      )}
      {refused === null && meeting.length > 0 && (
        <p className={styles.warning}>
          <Icon name="alert" size={14} />
          {t`The same key as ${others}: only one of them hears it. Give one of them another key.`}
        </p>
      )}
    </li>
  )
}

function Chips({ shortcut }: { shortcut: KnownShortcut }) {
  const { t } = useLingui()
  const shortcuts = useSettings((state) => state.shortcuts)
  const chips = keyChips(shortcut.id, shortcuts, useIsMac())
  return (
    <span className={styles.chips}>
      {chips.length === 0 && <span className={styles.none}>{t`no key`}</span>}
      {chips.map((chip) => (
        <kbd key={chip} className={menu.key}>
          {chip}
        </kbd>
      ))}
    </span>
  )
}
