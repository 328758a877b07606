import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { playerActions, runCommand } from '../../../../src/renderer/features/player/player-actions.ts'
import { DEFAULT_PLAYER_SETTINGS, type PlayerSettings } from '../../../../src/shared/settings.ts'
import type { Track } from '../../../../src/shared/transcript.ts'
import { track } from '../memory-bridge.ts'

/** Runs actions against settings that change as the real ones do; the media element is the browser tests' part. */
function player(
  settings: Partial<PlayerSettings>,
  { first, turnsOn, tracks = [] }: { first: Track | null; turnsOn: Track | null; tracks?: Track[] },
) {
  const chosen: (string | null)[] = []
  const speeds: number[] = []
  const seconds: (string | null)[] = []
  const shifts: number[] = []
  const changes: Partial<PlayerSettings>[] = []
  let left = false
  const parts = {
    video: null,
    box: null,
    settings: { ...DEFAULT_PLAYER_SETTINGS, ...settings },
    onSettings: (change: Partial<PlayerSettings>) => void changes.push(change),
    onSpeed: (speed: number) => void speeds.push(speed),
    captions: {
      tracks,
      first,
      second: null,
      turnsOn,
      choose: (trackId: string | null) => void chosen.push(trackId),
      chooseSecond: (trackId: string | null) => void seconds.push(trackId),
      shift: (byMs: number) => {
        shifts.push(byMs)
        return first === null ? null : byMs
      },
    },
  }
  const actions = playerActions(parts)
  const run = (command: Parameters<typeof runCommand>[0]): string =>
    runCommand(command, {
      ...parts,
      actions,
      onLeave: () => {
        left = true
      },
      speed: settings.speed ?? 1,
      chapters: [],
      loop: () => null,
      toggleAudioOnly: () => true,
      onTranscript: () => undefined,
      onSearchTranscript: () => undefined,
      onRecording: () => undefined,
      onBookmark: () => undefined,
      onScreenshot: () => undefined,
      onEdit: () => undefined,
      onMini: () => undefined,
      onKeep: () => 'Keeping on this device',
    })
  return { changes, chosen, seconds, shifts, speeds, run, left: () => left }
}
const none = { first: null, turnsOn: null }
const german = track({ id: 'server:de', language: 'de', label: 'Deutsch' })
const english = track()

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

describe('runCommand', () => {
  it('turns captions off, and on in the language that was on', () => {
    const on = player({}, { first: german, turnsOn: german })
    expect(on.run({ do: 'toggle-captions' })).toBe('Captions off')
    expect(on.chosen).toEqual([null])
    const off = player({}, { first: null, turnsOn: german })
    expect(off.run({ do: 'toggle-captions' })).toBe('Captions: Deutsch')
    expect(off.chosen).toEqual(['server:de'])
  })

  it('adds the other languages one after the other, and then none', () => {
    const two = player({}, { first: german, turnsOn: german, tracks: [german, english] })
    expect(two.run({ do: 'second-language' })).toBe('With English')
    expect(two.seconds).toEqual(['server:en'])
    expect(player({}, none).run({ do: 'second-language' })).toBe('There is no second language')
  })

  it('shows captions sooner and later, and says how much', () => {
    const on = player({}, { first: german, turnsOn: german })
    expect(on.run({ do: 'shift-captions', byMs: 100 })).toBe('Captions: +0.1 s')
    expect(on.run({ do: 'shift-captions', byMs: -100 })).toBe('Captions: -0.1 s')
    expect(on.shifts).toEqual([100, -100])
    expect(player({}, none).run({ do: 'shift-captions', byMs: 100 })).toBe('Captions off')
  })

  it('says so where there are no captions, and remembers nothing', () => {
    const without = player({}, none)
    expect(without.run({ do: 'toggle-captions' })).toBe('No subtitles for this recording')
    expect(without.chosen).toEqual([])
  })

  it('says what becomes of a recording that is to be kept', () => {
    expect(player({}, none).run({ do: 'keep' })).toBe('Keeping on this device')
  })

  it('changes the speed by a step', () => {
    const one = player({ speed: 1 }, none)
    expect(one.run({ do: 'change-speed', direction: 1 })).toBe('Speed 1.25×')
    expect(one.speeds).toEqual([1.25])
  })

  it('keeps the volume between silence and twice as loud as the recording', () => {
    const loud = player({ volume: 1.98 }, none)
    expect(loud.run({ do: 'change-volume', by: 0.05 })).toBe('Volume 200%')
    expect(loud.changes).toEqual([{ volume: 2, muted: false }])
    const soft = player({ volume: 0.03 }, none)
    soft.run({ do: 'change-volume', by: -0.05 })
    expect(soft.changes).toEqual([{ volume: 0, muted: true }])
  })

  it('unmutes to something that can be heard', () => {
    const silent = player({ volume: 0, muted: true }, none)
    expect(silent.run({ do: 'toggle-mute' })).toBe('Sound on')
    expect(silent.changes).toEqual([{ muted: false, volume: 0.5 }])
    const muted = player({ volume: 0.4, muted: true }, none)
    muted.run({ do: 'toggle-mute' })
    expect(muted.changes).toEqual([{ muted: false }])
  })
})
