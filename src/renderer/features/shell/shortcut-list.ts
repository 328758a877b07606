import { t } from '@lingui/core/macro'

/** Where a key counts. `anywhere` goes with each of the others; of those, one screen has one (the player has two). */
export type ShortcutGroup = 'anywhere' | 'library' | 'player' | 'transcript' | 'downloads' | 'servers'

interface Shortcut {
  id: string
  group: ShortcutGroup
  /** The usual keys (keyOf), each of which alone does it. `Mod` is Ctrl or Cmd. */
  keys: readonly string[]
  /** What it does, in a few words. */
  words: () => string
  /** Nobody can give it other keys: it is how every list, field and dialog works. */
  fixed?: true
}

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
const SERVERS = ['Mod+1', 'Mod+2', 'Mod+3', 'Mod+4', 'Mod+5', 'Mod+6', 'Mod+7', 'Mod+8', 'Mod+9'] as const

/** Everything that a key does, once, in the order in which it is shown. */
export const SHORTCUTS = [
  { id: 'anywhere.search', group: 'anywhere', keys: ['/'], words: () => t`Search` },
  { id: 'anywhere.downloads', group: 'anywhere', keys: ['Mod+j'], words: () => t`Downloads` },
  { id: 'anywhere.settings', group: 'anywhere', keys: ['Mod+,'], words: () => t`Settings` },
  { id: 'anywhere.sidebar', group: 'anywhere', keys: ['Mod+b'], words: () => t`Show or hide the sidebar` },
  { id: 'anywhere.help', group: 'anywhere', keys: ['?'], words: () => t`These shortcuts` },
  { id: 'anywhere.server', group: 'anywhere', keys: SERVERS, words: () => t`First to ninth server`, fixed: true },
  { id: 'anywhere.back', group: 'anywhere', keys: ['Escape'], words: () => t`Close, back`, fixed: true },

  { id: 'library.next', group: 'library', keys: ['j'], words: () => t`Next recording` },
  { id: 'library.previous', group: 'library', keys: ['k'], words: () => t`Previous recording` },
  { id: 'library.keep', group: 'library', keys: ['d'], words: () => t`Keep on this device` },
  { id: 'library.export', group: 'library', keys: ['Mod+e'], words: () => t`Export` },
  { id: 'library.edit', group: 'library', keys: ['e'], words: () => t`Edit details` },
  { id: 'library.selectAll', group: 'library', keys: ['Mod+a'], words: () => t`Select all` },
  { id: 'library.open', group: 'library', keys: ['Enter'], words: () => t`Play`, fixed: true },
  {
    id: 'library.move',
    group: 'library',
    keys: ['ArrowDown', 'ArrowUp'],
    words: () => t`Next, previous recording`,
    fixed: true,
  },
  {
    id: 'library.actions',
    group: 'library',
    keys: ['ArrowRight', 'Shift+F10'],
    words: () => t`Actions of a row`,
    fixed: true,
  },
  { id: 'library.select', group: 'library', keys: ['Space'], words: () => t`Select`, fixed: true },
  {
    id: 'library.extend',
    group: 'library',
    keys: ['Shift+ArrowDown', 'Shift+ArrowUp'],
    words: () => t`Select the next, the previous too`,
    fixed: true,
  },
  { id: 'library.clearSelection', group: 'library', keys: ['Escape'], words: () => t`Select none`, fixed: true },
  {
    id: 'library.edge',
    group: 'library',
    keys: ['Home', 'End'],
    words: () => t`First, last on the page`,
    fixed: true,
  },
  {
    id: 'library.page',
    group: 'library',
    keys: ['PageDown', 'PageUp'],
    words: () => t`Next page, previous page`,
    fixed: true,
  },

  { id: 'player.play', group: 'player', keys: ['Space'], words: () => t`Play, pause` },
  { id: 'player.back10', group: 'player', keys: ['ArrowLeft'], words: () => t`Back 10 s` },
  { id: 'player.forward10', group: 'player', keys: ['ArrowRight'], words: () => t`Forward 10 s` },
  { id: 'player.back60', group: 'player', keys: ['Shift+ArrowLeft'], words: () => t`Back 1 min` },
  { id: 'player.forward60', group: 'player', keys: ['Shift+ArrowRight'], words: () => t`Forward 1 min` },
  { id: 'player.start', group: 'player', keys: ['Home'], words: () => t`To the beginning` },
  { id: 'player.end', group: 'player', keys: ['End'], words: () => t`To the end` },
  { id: 'player.frameBack', group: 'player', keys: [','], words: () => t`Back one frame` },
  { id: 'player.frameForward', group: 'player', keys: ['.'], words: () => t`Forward one frame` },
  { id: 'player.previousChapter', group: 'player', keys: ['<'], words: () => t`Previous chapter` },
  { id: 'player.nextChapter', group: 'player', keys: ['>'], words: () => t`Next chapter` },
  { id: 'player.previous', group: 'player', keys: ['Shift+p'], words: () => t`Previous recording` },
  { id: 'player.next', group: 'player', keys: ['Shift+n'], words: () => t`Next recording` },
  { id: 'player.slower', group: 'player', keys: ['['], words: () => t`Slower` },
  { id: 'player.faster', group: 'player', keys: [']'], words: () => t`Faster` },
  { id: 'player.loop', group: 'player', keys: ['a'], words: () => t`Repeat from A to B` },
  { id: 'player.mute', group: 'player', keys: ['m'], words: () => t`Mute` },
  { id: 'player.audioOnly', group: 'player', keys: ['v'], words: () => t`Audio only` },
  { id: 'player.captions', group: 'player', keys: ['c'], words: () => t`Captions` },
  { id: 'player.secondLanguage', group: 'player', keys: ['Shift+c'], words: () => t`Second language` },
  { id: 'player.captionsEarlier', group: 'player', keys: ['z'], words: () => t`Captions 0.1 s earlier` },
  { id: 'player.captionsLater', group: 'player', keys: ['x'], words: () => t`Captions 0.1 s later` },
  { id: 'player.transcript', group: 'player', keys: ['t'], words: () => t`Transcript` },
  { id: 'player.searchTranscript', group: 'player', keys: ['Mod+f'], words: () => t`Search in the transcript` },
  { id: 'player.bookmark', group: 'player', keys: ['b'], words: () => t`Add a bookmark` },
  { id: 'player.screenshot', group: 'player', keys: ['s'], words: () => t`Save this frame as a picture` },
  { id: 'player.edit', group: 'player', keys: ['e'], words: () => t`Edit details` },
  { id: 'player.keep', group: 'player', keys: ['d'], words: () => t`Keep on this device` },
  { id: 'player.pip', group: 'player', keys: ['p'], words: () => t`Picture in picture` },
  { id: 'player.mini', group: 'player', keys: ['i'], words: () => t`Small player, and back` },
  { id: 'player.fullScreen', group: 'player', keys: ['f'], words: () => t`Full screen` },
  { id: 'player.tenth', group: 'player', keys: DIGITS, words: () => t`To 0 % … 90 % of it`, fixed: true },
  { id: 'player.louder', group: 'player', keys: ['ArrowUp'], words: () => t`Louder, in the bar`, fixed: true },
  { id: 'player.quieter', group: 'player', keys: ['ArrowDown'], words: () => t`Quieter, in the bar`, fixed: true },
  { id: 'player.leave', group: 'player', keys: ['Escape'], words: () => t`Stop, and back to the list`, fixed: true },

  { id: 'transcript.jump', group: 'transcript', keys: ['Enter'], words: () => t`Play from here`, fixed: true },
  {
    id: 'transcript.move',
    group: 'transcript',
    keys: ['ArrowDown', 'ArrowUp'],
    words: () => t`Next, previous line`,
    fixed: true,
  },
  {
    id: 'transcript.select',
    group: 'transcript',
    keys: ['Shift+ArrowDown', 'Shift+ArrowUp'],
    words: () => t`Select the next, the previous too`,
    fixed: true,
  },
  { id: 'transcript.edge', group: 'transcript', keys: ['Home', 'End'], words: () => t`First, last line`, fixed: true },
  {
    id: 'transcript.page',
    group: 'transcript',
    keys: ['PageDown', 'PageUp'],
    words: () => t`Further down, further up`,
    fixed: true,
  },
  { id: 'transcript.copy', group: 'transcript', keys: ['Mod+c'], words: () => t`Copy with times`, fixed: true },
  {
    id: 'transcript.nextHit',
    group: 'transcript',
    keys: ['Enter'],
    words: () => t`Next match, in the search field`,
    fixed: true,
  },
  {
    id: 'transcript.previousHit',
    group: 'transcript',
    keys: ['Shift+Enter'],
    words: () => t`Previous match, in the search field`,
    fixed: true,
  },

  {
    id: 'downloads.move',
    group: 'downloads',
    keys: ['ArrowDown', 'ArrowUp'],
    words: () => t`Next download, previous download`,
    fixed: true,
  },
  {
    id: 'downloads.reorder',
    group: 'downloads',
    keys: ['Alt+ArrowUp', 'Alt+ArrowDown'],
    words: () => t`Move a download up, down`,
    fixed: true,
  },

  {
    id: 'servers.move',
    group: 'servers',
    keys: ['ArrowDown', 'ArrowUp'],
    words: () => t`Next server, previous server`,
    fixed: true,
  },
  {
    id: 'servers.reorder',
    group: 'servers',
    keys: ['Alt+ArrowUp', 'Alt+ArrowDown'],
    words: () => t`Move a server up, down`,
    fixed: true,
  },
] as const satisfies readonly Shortcut[]

export type ActionId = (typeof SHORTCUTS)[number]['id']

/** The groups in the order in which they are shown, with their names. */
export const SHORTCUT_GROUPS: readonly { group: ShortcutGroup; words: () => string }[] = [
  { group: 'anywhere', words: () => t`Anywhere` },
  { group: 'library', words: () => t`Library` },
  { group: 'player', words: () => t`Player` },
  { group: 'transcript', words: () => t`Transcript` },
  { group: 'downloads', words: () => t`Downloads` },
  { group: 'servers', words: () => t`Servers` },
]
