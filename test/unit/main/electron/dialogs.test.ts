import { dialog } from 'electron'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createDialogs } from '../../../../src/main/electron/dialogs.ts'
import { queuedAnswers, recorded } from '../../../standin/recorder.ts'

const dialogs = createDialogs()
const queue = (api: 'showOpenDialog' | 'showSaveDialog', answer: object): void => {
  queuedAnswers.set(`dialog.${api}`, [answer])
}
afterEach(() => {
  recorded.length = 0
  vi.restoreAllMocks()
})

describe('a folder or file that is to be opened', () => {
  test('is answered with its path', async () => {
    queue('showOpenDialog', { canceled: false, filePaths: ['/home/a'] })
    expect(await dialogs.chooseFolder('Where to')).toBe('/home/a')
    expect(recorded.at(-1)?.given).toEqual([{ title: 'Where to', properties: ['openDirectory', 'createDirectory'] }])
    queue('showOpenDialog', { canceled: false, filePaths: ['/home/a/servers.json'] })
    expect(await dialogs.chooseOpenFile('Which file')).toBe('/home/a/servers.json')
    expect(recorded.at(-1)?.given).toMatchObject([{ properties: ['openFile'], filters: [{ extensions: ['json'] }] }])
  })
  test.each([
    { canceled: true, filePaths: [] },
    { canceled: false, filePaths: [] },
  ])('%o is nothing', async (answer) => {
    queue('showOpenDialog', answer)
    expect(await dialogs.chooseFolder('Where to')).toBeNull()
  })
})

describe('a file that is to be saved', () => {
  test('has a name to begin with', async () => {
    queue('showSaveDialog', { canceled: false, filePath: '/home/a/s.json' })
    expect(await dialogs.chooseSaveFile({ title: 'Save', name: 'servers.json' })).toBe('/home/a/s.json')
    expect(recorded.at(-1)?.given).toMatchObject([
      { title: 'Save', defaultPath: 'servers.json', filters: [{ extensions: ['json'] }] },
    ])
  })
  test('may be of another kind, and is never replaced without a question', async () => {
    queue('showSaveDialog', { canceled: false, filePath: '/home/a/b.webm' })
    const filters = [{ name: 'Video', extensions: ['webm'] }]
    expect(await dialogs.chooseSaveFile({ title: 'Export', name: 'b.webm', filters })).toBe('/home/a/b.webm')
    expect(recorded.at(-1)?.given).toMatchObject([{ filters, properties: ['showOverwriteConfirmation'] }])
  })
  test('may be none', async () => {
    queue('showSaveDialog', { canceled: true, filePath: '' })
    expect(await dialogs.chooseSaveFile({ title: 'Save', name: 'servers.json' })).toBeNull()
  })
})

test('a dialog that the system cannot show is a failure, not a cancel', async () => {
  vi.spyOn(dialog, 'showOpenDialog').mockRejectedValue(new Error('no portal'))
  await expect(dialogs.chooseFolder('Where to')).rejects.toThrow('no portal')
})
