import { useLingui } from '@lingui/react/macro'
import { useEffect, useRef } from 'react'
import { useSession } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import menu from '../../ui/menu.module.css'
import styles from './shortcuts-dialog.module.css'

interface Shortcut {
  what: string
  /** Each one alone does it. */
  keys: string[]
}

/** All keys at a glance. The browser's own <dialog> keeps the focus inside and gives it back. */
export function ShortcutsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useLingui()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby="shortcuts-title"
      onClose={onClose}
      // The screen below has keys of its own: Space and Esc would reach the player.
      onKeyDown={(event) => event.stopPropagation()}
    >
      {open && (
        <>
          <h2 id="shortcuts-title">{t`Keyboard shortcuts`}</h2>
          <ShortcutGroups />
          <div className={styles.end}>
            <Button look="primary" onClick={onClose}>{t`Close`}</Button>
          </div>
        </>
      )}
    </dialog>
  )
}

function ShortcutGroups() {
  const { t } = useLingui()
  const mac = useSession((session) => session.system.platform === 'darwin')
  const control = (key: string): string => (mac ? `⌘ ${key}` : `Ctrl ${key}`)
  const groups: { title: string; shortcuts: Shortcut[] }[] = [
    {
      title: t`Anywhere`,
      shortcuts: [
        { what: t`Close, back`, keys: ['Esc'] },
        { what: t`Show or hide the sidebar`, keys: [control('B')] },
        { what: t`These shortcuts`, keys: ['?'] },
      ],
    },
    {
      title: t`Library`,
      shortcuts: [
        { what: t`Next recording`, keys: ['J', '↓'] },
        { what: t`Previous recording`, keys: ['K', '↑'] },
        { what: t`First, last on the page`, keys: ['Home', 'End'] },
        { what: t`Play`, keys: ['Enter'] },
        { what: t`Actions of a row`, keys: ['→', 'Shift F10'] },
        { what: t`Next page, previous page`, keys: ['PgDn', 'PgUp'] },
      ],
    },
    {
      title: t`Player`,
      shortcuts: [
        { what: t`Play, pause`, keys: ['Space'] },
        { what: t`Back, forward 10 s`, keys: ['←', '→'] },
        { what: t`Back, forward 1 min`, keys: ['Shift ←', 'Shift →'] },
        { what: t`Captions`, keys: ['C'] },
        { what: t`Slower, faster`, keys: ['[', ']'] },
        { what: t`Mute`, keys: ['M'] },
        { what: t`Picture in picture`, keys: ['P'] },
        { what: t`Full screen`, keys: ['F'] },
        { what: t`Details`, keys: ['T'] },
      ],
    },
  ]
  return groups.map(({ title, shortcuts }) => (
    <section key={title} className={styles.group}>
      <h3>{title}</h3>
      <dl>
        {shortcuts.map(({ what, keys }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key} className={menu.key}>
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ))
}
