import { useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { Room } from '../../../shared/recording.ts'
import { roomName } from '../../recording-words.ts'
import styles from './room-filter.module.css'

/** As main takes it at most. */
const LONGEST_NAME = 200

/** The option of a room on screen. */
export const roomOption = (roomId: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-room-id="${CSS.escape(roomId)}"]`)

interface RoomNameFieldProps {
  room: Room
  /** With null: the server's title again. */
  onSave: (name: string | null) => void
  onClose: () => void
}

/**
 * A field over a room's name: Enter, or going elsewhere, keeps what is typed; Esc does not. It lies over the list and not
 * in it, because a list of options holds no field.
 */
export function RoomNameField({ room, onSave, onClose }: RoomNameFieldProps) {
  const { t } = useLingui()
  const before = roomName(room)
  const [typed, setTyped] = useState(before)
  const input = useRef<HTMLInputElement>(null)
  const done = useRef(false)
  useLayoutEffect(() => {
    const field = input.current
    const option = roomOption(room.roomId)
    if (field === null) return
    if (option !== null) placeOver(field, option)
    field.focus()
    field.select()
  }, [room])

  const end = (keep: boolean): void => {
    // The field that goes loses the focus, which would end it once more.
    if (done.current) return
    done.current = true
    const name = typed.trim()
    if (keep && name !== before) onSave(name === '' ? null : name)
    onClose()
  }
  const leave = useEffectEvent((event: Event): void => {
    if (event.target !== input.current) end(true)
  })
  // What it lies over moves away.
  useEffect(() => {
    window.addEventListener('resize', leave)
    window.addEventListener('scroll', leave, { capture: true })
    return () => {
      window.removeEventListener('resize', leave)
      window.removeEventListener('scroll', leave, { capture: true })
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
    event.preventDefault()
    end(event.key === 'Enter')
    roomOption(room.roomId)?.focus()
  }
  return (
    <input
      ref={input}
      className={styles.nameField}
      aria-label={t`Name of ${before} on this device`}
      placeholder={room.title ?? room.roomId}
      maxLength={LONGEST_NAME}
      autoComplete="off"
      spellCheck={false}
      dir="auto"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => end(true)}
    />
  )
}

/** From behind the option's box to its end. */
function placeOver(field: HTMLElement, option: HTMLElement): void {
  const BOX_PX = 30
  const { left, top, width, height } = option.getBoundingClientRect()
  field.style.left = `${left + BOX_PX}px`
  field.style.top = `${top}px`
  field.style.width = `${width - BOX_PX}px`
  field.style.height = `${height}px`
}
