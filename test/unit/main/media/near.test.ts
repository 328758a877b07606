import { expect, test } from 'vitest'
import { nearBytes } from '../../../../src/main/media/near.ts'

const KB = 1024
const MB = 1024 * KB

test.each([
  ['not known', null, 4 * MB],
  ['of a line that hardly moves', 10 * KB, 256 * KB],
  ['of a slow line', 1 * MB, 1 * MB],
  ['of a fast line', 90 * MB, 4 * MB],
])('bytes are waited for as far ahead as a speed %s brings them in a second, within bounds', (_, speed, bytes) => {
  expect(nearBytes(speed)).toBe(bytes)
})
