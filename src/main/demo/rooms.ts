/** A room of the demo and the videos that were recorded in it. */
export interface DemoRoom {
  id: string
  title: string
  mediaIds: readonly string[]
}

export const DEMO_ROOMS = {
  board: { id: 'faculty-board', title: 'Faculty board', mediaIds: ['board'] },
  research: { id: 'research-seminar', title: 'Research seminar', mediaIds: ['lake', 'audio'] },
  clinic: { id: 'clinical-skills', title: 'Clinical skills', mediaIds: ['airway'] },
  council: { id: 'town-council', title: 'Town council', mediaIds: ['council'] },
  students: { id: 'student-council', title: 'Student council', mediaIds: ['poll'] },
  it: { id: 'it-operations', title: 'IT operations', mediaIds: ['terminal'] },
} as const satisfies Record<string, DemoRoom>

export const ALL_ROOMS: readonly DemoRoom[] = Object.values(DEMO_ROOMS)
