/** What a key asks of the player. Seconds; rates and volumes are steps, not values. */
export type PlayerCommand =
  | { do: 'toggle-play' }
  | { do: 'seek-by'; seconds: number }
  | { do: 'seek-to-share'; share: number }
  | { do: 'toggle-captions' }
  | { do: 'second-language' }
  | { do: 'shift-captions'; byMs: number }
  | { do: 'change-speed'; direction: 1 | -1 }
  | { do: 'change-volume'; by: number }
  | { do: 'toggle-mute' }
  | { do: 'toggle-pip' }
  | { do: 'toggle-fullscreen' }
  | { do: 'toggle-details' }
  | { do: 'keep' }
  | { do: 'leave' }

/** The part of a KeyboardEvent that decides. */
export interface PressedKey {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  altKey: boolean
  metaKey: boolean
  /** AltGr reports itself as Ctrl+Alt on Windows, and some layouts need it to type a bracket. */
  altGraph: boolean
}

/** Where the focus is: a button takes Space for itself, the bar takes ↑ and ↓ for the volume. */
export interface KeyPlace {
  onButton: boolean
  inBar: boolean
}

const VOLUME_STEP = 0.05
const SHORT_STEP = 10
const LONG_STEP = 60

/** The player's keyboard map (DESIGN.md, "Keyboard"), or null where a key means nothing here. */
export function playerCommand(pressed: PressedKey, place: KeyPlace): PlayerCommand | null {
  if (pressed.metaKey || ((pressed.ctrlKey || pressed.altKey) && !pressed.altGraph)) return null
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key
  const step = pressed.shiftKey ? LONG_STEP : SHORT_STEP
  if (/^[0-9]$/.test(key)) return { do: 'seek-to-share', share: Number(key) / 10 }
  switch (key) {
    case ' ':
      return place.onButton ? null : { do: 'toggle-play' }
    case 'ArrowLeft':
      return { do: 'seek-by', seconds: -step }
    case 'ArrowRight':
      return { do: 'seek-by', seconds: step }
    case 'ArrowUp':
      return place.inBar ? { do: 'change-volume', by: VOLUME_STEP } : null
    case 'ArrowDown':
      return place.inBar ? { do: 'change-volume', by: -VOLUME_STEP } : null
    case 'Home':
      return { do: 'seek-to-share', share: 0 }
    case 'End':
      return { do: 'seek-to-share', share: 1 }
    case 'c':
      return pressed.shiftKey ? { do: 'second-language' } : { do: 'toggle-captions' }
    case 'z':
      return { do: 'shift-captions', byMs: -100 }
    case 'x':
      return { do: 'shift-captions', byMs: 100 }
    case '[':
      return { do: 'change-speed', direction: -1 }
    case ']':
      return { do: 'change-speed', direction: 1 }
    case 'm':
      return { do: 'toggle-mute' }
    case 'p':
      return { do: 'toggle-pip' }
    case 'f':
      return { do: 'toggle-fullscreen' }
    case 'd':
      return { do: 'keep' }
    case 't':
      return { do: 'toggle-details' }
    case 'Escape':
      return { do: 'leave' }
    default:
      return null
  }
}
