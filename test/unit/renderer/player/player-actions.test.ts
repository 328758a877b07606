import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { playerActions, runCommand } from '../../../../src/renderer/features/player/player-actions.ts'
import { DEFAULT_PLAYER_SETTINGS, type PlayerSettings } from '../../../../src/shared/settings.ts'

/** Runs actions against settings that change as the real ones do; the media element is the browser tests' part. */
function player(
  settings: Partial<PlayerSettings>,
  captions: { language: string | null; languageToTurnOn: string | null },
) {
  const changes: Partial<PlayerSettings>[] = []
  let left = false
  const parts = {
    video: null,
    box: null,
    settings: { ...DEFAULT_PLAYER_SETTINGS, ...settings },
    onSettings: (change: Partial<PlayerSettings>) => void changes.push(change),
    ...captions,
  }
  const actions = playerActions(parts)
  const run = (command: Parameters<typeof runCommand>[0]): string =>
    runCommand(command, {
      ...parts,
      actions,
      languageLabel: (code) => code.toUpperCase(),
      onLeave: () => {
        left = true
      },
      onToggleDetails: () => undefined,
      onKeep: () => 'Keeping on this device',
    })
  return { changes, run, left: () => left }
}
const none = { language: null, languageToTurnOn: null }

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

describe('runCommand', () => {
  it('turns captions off, and on in the language that was on', () => {
    const on = player({}, { language: 'de', languageToTurnOn: 'de' })
    expect(on.run({ do: 'toggle-captions' })).toBe('Captions off')
    expect(on.changes).toEqual([{ captionLanguage: null }])
    const off = player({}, { language: null, languageToTurnOn: 'de' })
    expect(off.run({ do: 'toggle-captions' })).toBe('Captions: DE')
    expect(off.changes).toEqual([{ captionLanguage: 'de' }])
  })

  it('says so where there are no captions, and remembers nothing', () => {
    const without = player({}, none)
    expect(without.run({ do: 'toggle-captions' })).toBe('No subtitles for this recording')
    expect(without.changes).toEqual([])
  })

  it('says what becomes of a recording that is to be kept', () => {
    expect(player({}, none).run({ do: 'keep' })).toBe('Keeping on this device')
  })

  it('changes the speed by a step', () => {
    const one = player({ speed: 1 }, none)
    expect(one.run({ do: 'change-speed', direction: 1 })).toBe('Speed 1.25×')
    expect(one.changes).toEqual([{ speed: 1.25 }])
  })

  it('keeps the volume between silence and full', () => {
    const loud = player({ volume: 0.98 }, none)
    expect(loud.run({ do: 'change-volume', by: 0.05 })).toBe('Volume 100%')
    expect(loud.changes).toEqual([{ volume: 1, muted: false }])
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
