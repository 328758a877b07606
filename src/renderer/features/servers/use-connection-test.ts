import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { ConnectionReport, ProfileSummary } from '../../../shared/profile.ts'
import { useStores } from '../../stores/context.ts'
import { type Draft, serverInput } from './server-draft.ts'
import { covers, type TestPlan, testPlan } from './test-plan.ts'

/** Milliseconds without a change after which typing has stopped. */
const PAUSE_MS = 600

interface Situation {
  draft: Draft
  known: ProfileSummary | null
  typingUrl: boolean
  /** Nobody is asked about a draft that came from elsewhere, until it is changed or a test is asked for. */
  quiet: boolean
}

export interface ConnectionTest {
  running: boolean
  /** What is known about the form as it stands; null: nothing yet. */
  report: ConnectionReport | null
  /** Tests at once, with credentials where they are there; false when there is nothing to ask. */
  testNow: () => boolean
  /** The form was saved: what was found out about it holds for what it has become. */
  carryOver: (draft: Draft, known: ProfileSummary) => void
}

/** Asks the server that a form describes, whenever typing stops. An answer about an older form is not shown. */
export function useConnectionTest({ draft, known, typingUrl, quiet }: Situation): ConnectionTest {
  const { servers } = useStores()
  const plan = testPlan({ draft, known, typingUrl })
  const { key, signed } = plan ?? { key: null, signed: false }
  const made = useRef<TestPlan | null>(null)
  const [untouched] = useState(quiet ? key : null)
  const [running, setRunning] = useState<TestPlan | null>(null)
  const [result, setResult] = useState<{ plan: TestPlan; report: ConnectionReport } | null>(null)

  const run = async (planned: TestPlan): Promise<void> => {
    made.current = planned
    setRunning(planned)
    const answer = await servers.getState().test(serverInput(draft, known), planned.signed)
    if (answer === null) return
    setRunning(null)
    setResult({ plan: planned, report: answer.ok ? answer.value : failed(answer.error) })
  }
  const runLatest = useEffectEvent(run)
  useEffect(() => {
    if (key === null || key === untouched || covers(made.current, { key, signed })) return
    const timer = setTimeout(() => void runLatest({ key, signed }), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [key, signed, untouched])
  useEffect(() => () => servers.getState().forgetTest(), [servers])

  return {
    running: running !== null && running.key === key,
    report: result !== null && result.plan.key === key ? result.report : null,
    testNow: () => {
      const planned = testPlan({ draft, known, typingUrl: false })
      if (planned !== null) void run(planned)
      return planned !== null
    },
    carryOver: (saved, profile) => {
      const planned = testPlan({ draft: saved, known: profile, typingUrl: false })
      if (planned === null || result === null || result.plan.key !== key) return
      made.current = planned
      setResult({ ...result, plan: planned })
    },
  }
}

const failed = (error: AppError): ConnectionReport => ({
  url: null,
  plainHttp: false,
  outcome: { kind: 'failed', error },
})
