import { readFileSync } from 'node:fs'
import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { keyboardTable, withTable } from '../../../../scripts/lib/keyboard-table.mjs'
import { shortcutTables } from '../../../../src/renderer/features/shell/shortcuts.ts'

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

describe('docs/player.md', () => {
  it('has the keys that the code has: scripts/keyboard-map.mjs writes them', () => {
    const page = readFileSync(new URL('../../../../docs/player.md', import.meta.url), 'utf8')
    expect(page).toContain('| `Ctrl F` | Search in the transcript | yes |')
    expect(withTable(page, keyboardTable(shortcutTables()))).toBe(page)
  })
})

describe('the table', () => {
  const group = { title: 'Player', actions: [{ keys: ['|', 'C'], words: 'Captions', fixed: true }] }

  it('is not broken by a key that would end a cell', () => {
    expect(keyboardTable([group]).split('\n').at(-1)).toBe('| `\\|`, `C` | Captions | no |')
  })

  it('needs its place in the page', () => {
    expect(() => withTable('nothing', 'table')).toThrow('no lines')
  })
})
