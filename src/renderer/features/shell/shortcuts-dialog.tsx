import { useLingui } from '@lingui/react/macro'
import { useRoute, useServers, useSettings } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import menu from '../../ui/menu.module.css'
import { SHORTCUT_GROUPS, SHORTCUTS } from './shortcut-list.ts'
import { keyChips, keysOf } from './shortcuts.ts'
import styles from './shortcuts-dialog.module.css'
import { useIsMac } from './use-key-words.ts'

/** All keys at a glance, as they are now. */
export function ShortcutsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useLingui()
  const route = useRoute((state) => state.route)
  const go = useRoute((state) => state.go)
  const leave = useServers((state) => state.leave)
  const change = (): void => {
    onClose()
    leave(() => go({ screen: 'settings' }))
  }
  return (
    <Dialog open={open} title={t`Keyboard shortcuts`} onClose={onClose} wide>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys, too */}
      <section className={styles.scroll} tabIndex={0} data-first="true" aria-label={t`Keyboard shortcuts`}>
        <div className={styles.columns}>
          <ShortcutGroups />
        </div>
      </section>
      <DialogButtons>
        {route.screen !== 'settings' && <Button look="ghost" onClick={change}>{t`Change…`}</Button>}
        <Button look="primary" onClick={onClose}>{t`Close`}</Button>
      </DialogButtons>
    </Dialog>
  )
}

function ShortcutGroups() {
  const { t } = useLingui()
  const shortcuts = useSettings((settings) => settings.shortcuts)
  const isMac = useIsMac()
  return SHORTCUT_GROUPS.map(({ group, words }) => (
    <section key={group} className={styles.group}>
      <h3>{words()}</h3>
      <dl>
        {SHORTCUTS.filter((shortcut) => shortcut.group === group).map((shortcut) => (
          <div key={shortcut.id}>
            <dt>{shortcut.words()}</dt>
            <dd>
              {keyChips(shortcut.id, shortcuts, isMac).map((chip) => (
                <kbd key={chip} className={menu.key}>
                  {chip}
                </kbd>
              ))}
              {keysOf(shortcut.id, shortcuts).length === 0 && <span>{t`no key`}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ))
}
