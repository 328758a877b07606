import { DEMO_ROOMS, type DemoRoom } from './rooms.ts'

/** A recording that was written by hand: the newest ones of every demo. */
export interface CuratedRecording {
  room: DemoRoom
  mediaId: string
  /** When the session began, UTC. */
  start: string
  minutes: number
  about: { title: string; description: string } | null
  /** Recorded in the same session as the entry below it. */
  secondPart?: boolean
  /** The server keeps none for this recording, although its video has some. */
  withoutSubtitles?: boolean
}

const { board, research, clinic, council, students, it } = DEMO_ROOMS

/** Newest first. */
export const CURATED: readonly CuratedRecording[] = [
  entry(board, 'board', '2026-11-12T10:00', 108, [
    'Board meeting, November',
    'Budget 2027, the draft on appeals, the move to Building C',
  ]),
  entry(research, 'lake', '2026-11-11T16:00', 58, [
    'Low-cost sensors for lake water quality',
    'Guest talk by Ines Albrecht: five sensors out of drain pipe, one storm, questions at the end',
  ]),
  entry(it, 'terminal', '2026-11-11T08:00', 32, [
    'Restore drill: one server from nothing',
    'Key first, then the backup of last night; what went wrong goes to the top of the page',
  ]),
  entry(council, 'council', '2026-11-10T17:00', 91, [
    'Town council: rebuilding the old hall',
    'Where each office goes, the entrance through the courtyard, questions about noise',
  ]),
  entry(clinic, 'airway', '2026-11-10T14:00', 72, [
    'Airway assessment before intubation',
    'Walkthrough with Dr Okafor, a call for help in four sentences, sutures on the bench',
  ]),
  entry(students, 'poll', '2026-11-09T16:00', 64, [
    'Studierendenrat: Öffnungszeiten der Bibliothek',
    'Ergebnisse der Umfrage und ein Antrag: zwei lange Abende und jeder zweite Sonntag',
  ]),
  entry(board, 'board', '2026-11-09T11:00', 65, [
    'Extraordinary meeting of the faculty board together with the finance office, the building committee and the representatives of the four institutes: budget 2027, two new posts, the draft on appeals, the move to Building C and everything that was left over from October',
    'Called at short notice because the building committee needs an answer on the moving dates before the end of the week. The finance office joins for the first part, the institutes stay until the end; whoever misses it finds the appeals draft in the second half.',
  ]),
  entry(research, 'audio', '2026-11-06T15:00', 12, [
    'Field diary, week of the storm',
    'Audio only: seven days on the lake, told by Ines Albrecht, Tom Reyes and Yuki Mori',
  ]),
  {
    ...entry(clinic, 'airway', '2026-11-06T10:00', 21, [
      'Airway rounds and SBAR, part 2',
      'Same group, same patient, this time with a timer',
    ]),
    secondPart: true,
  },
  entry(clinic, 'airway', '2026-11-06T09:00', 39, [
    'Airway rounds and SBAR',
    'Five things to look at, then four sentences to say',
  ]),
  entry(board, 'board', '2026-11-05T16:10', 23, ['', '']),
  entry(council, 'council', '2026-11-05T09:00', 47, [
    '<b>Old hall</b> briefing for "new" members & \'guests\' <script>alert("hall")</script>',
    'Markup in a title is text: <em>studio</em>, "seminar room" & "ramp"',
  ]),
  {
    ...entry(clinic, 'airway', '2026-11-04T14:00', 80, [
      'Airway assessment before intubation, group B',
      'Repeat session with Dr Okafor for those on placement last week',
    ]),
    withoutSubtitles: true,
  },
  entry(students, 'poll', '2026-11-04T12:00', 41, [
    'Studierendenrat: Vorbereitung der Umfrage',
    'Wie fragen wir kürzer, und wer wertet aus?',
  ]),
  entry(research, 'lake', '2026-11-03T16:00', 34, [
    'Sensor network: monthly check-in',
    'Cleaning the optics, a new site at the inlet, gaps in the data',
  ]),
  entry(it, 'terminal', '2026-11-03T08:00', 19, null),
  entry(council, 'council', '2026-11-02T17:00', 52, [
    'Building committee: level two of the old hall',
    'Studio, seminar room and laboratory, in the order in which they move',
  ]),
  entry(research, 'lake', '2026-10-30T15:00', 47, [
    'Cheap sensors, good data? Calibration and drift',
    'How five turbidity sensors compare with a laboratory meter',
  ]),
  entry(clinic, 'airway', '2026-10-30T09:00', 44, [
    'Airway basics for new starters',
    'Look, evaluate, Mallampati, obstruction, neck: first try at the manikin',
  ]),
  entry(board, 'board', '2026-10-29T10:00', 41, [
    'Budget 2027: first look',
    'Travel is down, licences are up, and why',
  ]),
  entry(students, 'poll', '2026-10-28T16:00', 58, [
    'Studierendenrat: abends oder sonntags lernen?',
    'Offene Diskussion vor der Umfrage',
  ]),
  entry(research, 'audio', '2026-10-27T15:00', 12, [
    'Field diary, read aloud',
    'Audio only: rain, a boat with a hole and a heron',
  ]),
  entry(students, 'poll', '2026-10-26T16:00', 49, [
    'Studierendenrat: Bibliothek, Stand der Dinge',
    'Was das Rektorat gesagt hat und was noch fehlt',
  ]),
  {
    ...entry(it, 'terminal', '2026-10-23T08:00', 28, [
      'Restore drill: who holds the keyboard',
      'Plan, roles and the page that is read at three in the morning',
    ]),
    withoutSubtitles: true,
  },
]

function entry(
  room: DemoRoom,
  mediaId: string,
  start: string,
  minutes: number,
  about: [title: string, description: string] | null,
): CuratedRecording {
  const [title, description] = about ?? []
  const known = title !== undefined && description !== undefined
  return { room, mediaId, start: `${start}:00Z`, minutes, about: known ? { title, description } : null }
}
