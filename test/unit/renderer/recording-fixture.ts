import type { Recording } from '../../../src/shared/recording.ts'

export const recording = (change: Partial<Recording> = {}): Recording => ({
  recordId: 'R1',
  roomId: 'physics',
  roomSid: 'RM_1',
  roomTitle: 'Physics',
  title: 'Waves',
  description: null,
  sizeBytes: 1_000_000,
  createdAt: 1_794_412_800,
  startedAt: null,
  endedAt: null,
  filePath: 'physics/R1.mp4',
  subtitles: [],
  extraData: {},
  onDevice: false,
  onServer: true,
  watched: null,
  file: null,
  posterAt: null,
  ...change,
})
