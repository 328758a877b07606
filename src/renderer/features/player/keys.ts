import type { ShortcutSettings } from '../../../shared/settings.ts'
import { type ActionId, actionFor, digitOf, type KeyPress } from '../shell/shortcuts.ts'

/** What a key asks of the player. Seconds; rates and volumes are steps, not values. */
export type PlayerCommand =
  | { do: 'toggle-play' }
  | { do: 'seek-by'; seconds: number }
  | { do: 'seek-to-share'; share: number }
  | { do: 'frame'; by: 1 | -1 }
  | { do: 'loop' }
  | { do: 'chapter'; by: 1 | -1 }
  | { do: 'recording'; by: 1 | -1 }
  | { do: 'toggle-captions' }
  | { do: 'second-language' }
  | { do: 'shift-captions'; byMs: number }
  | { do: 'change-speed'; direction: 1 | -1 }
  | { do: 'change-volume'; by: number }
  | { do: 'toggle-mute' }
  | { do: 'toggle-audio-only' }
  | { do: 'toggle-pip' }
  | { do: 'mini' }
  | { do: 'toggle-fullscreen' }
  | { do: 'transcript' }
  | { do: 'search-transcript' }
  | { do: 'bookmark' }
  | { do: 'screenshot' }
  | { do: 'edit' }
  | { do: 'keep' }
  | { do: 'leave' }

/** Where the focus is: a button takes Space for itself, the bar takes ↑ and ↓ for the volume. */
export interface KeyPlace {
  onButton: boolean
  inBar: boolean
}

const VOLUME_STEP = 0.05

const COMMANDS: Partial<Record<ActionId, PlayerCommand>> = {
  'player.play': { do: 'toggle-play' },
  'player.back10': { do: 'seek-by', seconds: -10 },
  'player.forward10': { do: 'seek-by', seconds: 10 },
  'player.back60': { do: 'seek-by', seconds: -60 },
  'player.forward60': { do: 'seek-by', seconds: 60 },
  'player.start': { do: 'seek-to-share', share: 0 },
  'player.end': { do: 'seek-to-share', share: 1 },
  'player.frameBack': { do: 'frame', by: -1 },
  'player.frameForward': { do: 'frame', by: 1 },
  'player.previousChapter': { do: 'chapter', by: -1 },
  'player.nextChapter': { do: 'chapter', by: 1 },
  'player.previous': { do: 'recording', by: -1 },
  'player.next': { do: 'recording', by: 1 },
  'player.slower': { do: 'change-speed', direction: -1 },
  'player.faster': { do: 'change-speed', direction: 1 },
  'player.loop': { do: 'loop' },
  'player.mute': { do: 'toggle-mute' },
  'player.audioOnly': { do: 'toggle-audio-only' },
  'player.captions': { do: 'toggle-captions' },
  'player.secondLanguage': { do: 'second-language' },
  'player.captionsEarlier': { do: 'shift-captions', byMs: -100 },
  'player.captionsLater': { do: 'shift-captions', byMs: 100 },
  'player.transcript': { do: 'transcript' },
  'player.searchTranscript': { do: 'search-transcript' },
  'player.bookmark': { do: 'bookmark' },
  'player.screenshot': { do: 'screenshot' },
  'player.edit': { do: 'edit' },
  'player.keep': { do: 'keep' },
  'player.pip': { do: 'toggle-pip' },
  'player.mini': { do: 'mini' },
  'player.fullScreen': { do: 'toggle-fullscreen' },
  'player.leave': { do: 'leave' },
}

/** What a key press means in the player (shell/shortcut-list.ts, and the user's own keys), or null. */
export function playerCommand(press: KeyPress, place: KeyPlace, shortcuts: ShortcutSettings): PlayerCommand | null {
  const id = actionFor(press, shortcuts, ['player'])
  if (id === null || (id === 'player.play' && place.onButton && press.key === ' ')) return null
  if (id === 'player.tenth') return { do: 'seek-to-share', share: digitOf(press) / 10 }
  if (id === 'player.louder') return place.inBar ? { do: 'change-volume', by: VOLUME_STEP } : null
  if (id === 'player.quieter') return place.inBar ? { do: 'change-volume', by: -VOLUME_STEP } : null
  return COMMANDS[id] ?? null
}
