import { useLingui } from '@lingui/react/macro'
import { useSession } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import menu from '../../ui/menu.module.css'
import styles from './shortcuts-dialog.module.css'

interface Shortcut {
  what: string
  /** Each one alone does it. */
  keys: string[]
}

/** All keys at a glance. */
export function ShortcutsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useLingui()
  return (
    <Dialog open={open} title={t`Keyboard shortcuts`} onClose={onClose} wide>
      <div className={styles.columns}>
        <ShortcutGroups />
      </div>
      <DialogButtons>
        <Button look="primary" onClick={onClose}>{t`Close`}</Button>
      </DialogButtons>
    </Dialog>
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
        { what: t`First to ninth server`, keys: [control('1'), control('9')] },
        { what: t`Downloads`, keys: [control('J')] },
        { what: t`Show or hide the sidebar`, keys: [control('B')] },
        { what: t`These shortcuts`, keys: ['?'] },
      ],
    },
    {
      title: t`Library`,
      shortcuts: [
        { what: t`Search`, keys: ['/'] },
        { what: t`Next recording`, keys: ['J', '↓'] },
        { what: t`Previous recording`, keys: ['K', '↑'] },
        { what: t`First, last on the page`, keys: ['Home', 'End'] },
        { what: t`Play`, keys: ['Enter'] },
        { what: t`Actions of a row`, keys: ['→', 'Shift F10'] },
        { what: t`Keep on this device`, keys: ['D'] },
        { what: t`Export`, keys: [control('E')] },
        { what: t`Select`, keys: ['Space'] },
        { what: t`Select the next, the previous too`, keys: ['Shift ↓', 'Shift ↑'] },
        { what: t`Select all`, keys: [control('A')] },
        { what: t`Next page, previous page`, keys: ['PgDn', 'PgUp'] },
      ],
    },
    {
      title: t`Servers`,
      shortcuts: [
        { what: t`Next server, previous server`, keys: ['↓', '↑'] },
        { what: t`Move a server up, down`, keys: ['Alt ↑', 'Alt ↓'] },
      ],
    },
    {
      title: t`Downloads`,
      shortcuts: [
        { what: t`Next download, previous download`, keys: ['↓', '↑'] },
        { what: t`Move a download up, down`, keys: ['Alt ↑', 'Alt ↓'] },
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
        { what: t`Keep on this device`, keys: ['D'] },
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
