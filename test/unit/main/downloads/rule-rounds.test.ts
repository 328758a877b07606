import { expect, onTestFinished, test, vi } from 'vitest'
import { RuleRounds } from '../../../../src/main/downloads/rule-rounds.ts'
import { AppFailure } from '../../../../src/shared/app-error.ts'

/** The words of what was complained of in a test. */
function complaintsOf() {
  const complaints = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => complaints.mockRestore())
  return () => complaints.mock.calls.map((words) => words.join(' '))
}

test('applies the rules of every profile, says what goes wrong, and closes all the same', async () => {
  const complaints = complaintsOf()
  const applied: string[] = []
  const rounds = new RuleRounds({
    profileIds: () => ['north', 'south', 'east'],
    rules: {
      apply: async (profileId) => {
        applied.push(profileId)
        if (profileId === 'north') throw new AppFailure('disk', 'the folder is read-only')
        if (profileId === 'south') throw new TypeError('a mistake of ours')
      },
    },
  })
  rounds.all()
  await vi.waitFor(() => expect(complaints()).toHaveLength(2))
  await rounds.close()
  expect(applied).toEqual(['north', 'south', 'east'])
  expect(complaints()).toEqual([
    'The rules for keeping recordings could not be applied: the folder is read-only',
    'The rules for keeping recordings could not be applied: TypeError: a mistake of ours',
  ])
})

test('what cannot be done because the app closes is not complained of; a mistake is', async () => {
  const complaints = complaintsOf()
  const failures = [new AppFailure('aborted', 'the app is closing'), new TypeError('a mistake of ours')]
  for (const failure of failures) {
    const applying = Promise.withResolvers<void>()
    const rounds = new RuleRounds({ profileIds: () => ['north'], rules: { apply: () => applying.promise } })
    rounds.all()
    const closed = rounds.close()
    applying.reject(failure)
    await closed
  }
  expect(complaints()).toEqual(['The rules for keeping recordings could not be applied: TypeError: a mistake of ours'])
})
