import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { keepWords } from '../../../../src/renderer/features/library/file-actions.ts'

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

describe('keepWords', () => {
  it('name the only recording', () => {
    expect(keepWords({ title: 'Waves', queued: 1, silent: false })).toBe('Downloading “Waves”')
    expect(keepWords({ title: 'Waves', queued: 1, silent: true })).toBe('“Waves” waits for the server')
    expect(keepWords({ title: 'Waves', queued: 0, silent: true })).toBe('“Waves” is on this device, or on its way')
  })

  it('count those that were queued', () => {
    expect(keepWords({ title: null, queued: 3, silent: false })).toBe('Downloading 3 recordings')
    expect(keepWords({ title: null, queued: 1, silent: true })).toBe('1 recording waits for the server')
    expect(keepWords({ title: null, queued: 0, silent: false })).toBe('All of them are on this device, or on their way')
  })
})
