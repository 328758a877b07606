import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useSettings, useStores } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import hidden from '../../ui/hidden.module.css'
import { SHORTCUT_GROUPS, SHORTCUTS } from '../shell/shortcut-list.ts'
import { type ActionId, isFixed, keyWords, withKeys } from '../shell/shortcuts.ts'
import { useIsMac } from '../shell/use-key-words.ts'
import { type Recorded, useKeyRecording } from './key-recording.ts'
import { Section } from './setting-parts.tsx'
import styles from './settings-screen.module.css'
import { FixedRow, ShortcutRow } from './shortcut-row.tsx'

/** Every key, and how to give an action another one. */
export function KeyboardSection() {
  const { t } = useLingui()
  const { shortcuts, recording, said, refused, start, stop, reset, resetAll } = useShortcutChanges()
  return (
    <Section
      title={t`Keyboard`}
      end={
        <Button
          look="ghost"
          disabled={Object.keys(shortcuts).length === 0 ? t`All keys are the usual ones` : null}
          onClick={resetAll}
        >{t`Reset all`}</Button>
      }
    >
      <p className={styles.hint}>
        {t`Change waits for a key: Esc leaves it as it is, Backspace takes the key away. Keys that move within lists, and Enter, Esc and Tab, are the same in every program, so they cannot be changed.`}
      </p>
      {SHORTCUT_GROUPS.map(({ group, words }) => (
        <div key={group} className={styles.group}>
          <h3>{words()}</h3>
          <ul>
            {SHORTCUTS.filter((shortcut) => shortcut.group === group).map((shortcut) =>
              isFixed(shortcut) ? (
                <FixedRow key={shortcut.id} shortcut={shortcut} />
              ) : (
                <ShortcutRow
                  key={shortcut.id}
                  shortcut={shortcut}
                  recording={recording === shortcut.id}
                  refused={recording === shortcut.id ? refused : null}
                  onStart={() => start(shortcut.id)}
                  onStop={stop}
                  onReset={() => reset(shortcut.id)}
                />
              ),
            )}
          </ul>
        </div>
      ))}
      <p role="status" className={hidden.hidden}>
        {said}
      </p>
    </Section>
  )
}

/** The changes of keys: one action at a time waits for its new key. */
function useShortcutChanges() {
  const { t } = useLingui()
  const { settings, toasts } = useStores()
  const shortcuts = useSettings((state) => state.shortcuts)
  const isMac = useIsMac()
  const [recording, setRecording] = useState<ActionId | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const [said, setSaid] = useState('')

  const stop = (): void => {
    setRecording(null)
    setRefused(null)
  }
  const give = (id: ActionId, keys: readonly string[] | null): void =>
    settings.getState().changeShortcuts(withKeys(settings.getState().shortcuts, id, keys))
  const record = (recorded: Exclude<Recorded, { kind: 'waiting' }>): void => {
    if (recording === null) return
    if (recorded.kind === 'refused') {
      setRefused(keyWords(recorded.key, isMac))
      return
    }
    stop()
    if (recorded.kind === 'key') {
      give(recording, [recorded.key])
      const key = keyWords(recorded.key, isMac)
      setSaid(t`The key is ${key} now`)
    } else if (recorded.kind === 'none') {
      give(recording, [])
      setSaid(t`It has no key now`)
    } else setSaid(t`Nothing was changed`)
  }
  useKeyRecording(recording !== null, (recorded) => recorded.kind !== 'waiting' && record(recorded))

  return {
    shortcuts,
    recording,
    refused,
    said,
    stop,
    start: (id: ActionId): void => {
      setRecording(id)
      setRefused(null)
      setSaid(t`Press a key. Esc cancels, Backspace takes the key away.`)
    },
    reset: (id: ActionId): void => give(id, null),
    resetAll: (): void => {
      const before = settings.getState().shortcuts
      settings.getState().changeShortcuts({})
      const undo = { label: t`Undo`, run: () => settings.getState().changeShortcuts(before) }
      toasts.getState().say(t`All keys are the usual ones again.`, { action: undo })
    },
  }
}
