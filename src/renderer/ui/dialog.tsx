import { type ReactNode, useEffect, useId, useRef } from 'react'
import styles from './dialog.module.css'
import { giveFocusBack, insideOut } from './focus-back.ts'

interface DialogProps {
  open: boolean
  title: string
  /** Closed by Esc, or by the dialog's own buttons through `open`. */
  onClose: () => void
  /** 400 px; wide: 640 px. */
  wide?: boolean
  className?: string | undefined
  children: ReactNode
}

/** The browser's own <dialog> keeps the focus inside. Its content exists only while it is open. */
export function Dialog({ open, title, onClose, wide, className, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const cameFrom = useRef<Element[]>([])
  useEffect(() => {
    if (!open) {
      // The browser gives the focus back to where it was, if that is still there.
      dialog.current?.close()
      giveFocusBack(cameFrom.current)
      return
    }
    cameFrom.current = insideOut(document.activeElement)
    dialog.current?.showModal()
    dialog.current?.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [open])
  return (
    <dialog
      ref={dialog}
      className={[styles.dialog, className].filter(Boolean).join(' ')}
      data-wide={wide}
      aria-labelledby={titleId}
      onClose={onClose}
      // The screen below has keys of its own: Space and Esc would reach it.
      onKeyDown={(event) => event.stopPropagation()}
    >
      {open && (
        <>
          <h2 id={titleId}>{title}</h2>
          {children}
        </>
      )}
    </dialog>
  )
}

/** A dialog's buttons, at its end. */
export function DialogButtons({ children }: { children: ReactNode }) {
  return <div className={styles.buttons}>{children}</div>
}
