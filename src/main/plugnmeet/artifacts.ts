import { AppFailure } from '../../shared/app-error.ts'
import type { EpochSeconds } from '../../shared/recording.ts'
import { wireArtifact, wireArtifacts } from './wire.ts'
import { countOf, shortened, timeOf } from './wire-values.ts'

/** What a server has made of a session beside its recordings. */
export interface Artifact {
  artifactId: string
  /** MEETING_SUMMARY (text), SPEECH_TRANSCRIPTION (WebVTT, with times of its own), MEETING_ANALYTICS, or a newer one. */
  type: string
  createdAt: EpochSeconds | null
  sizeBytes: number | null
}

/** The artifacts in the answer to `artifact/fetch`; those that cannot be read are left out. Fails with `malformed`. */
export function decodeArtifacts(answer: unknown): Artifact[] {
  const { data } = wireArtifacts.safeParse(answer)
  if (data === undefined) throw new AppFailure('malformed', 'the answer holds no artifacts')
  return (data.result.artifacts_list ?? []).flatMap((entry) => {
    const artifact = wireArtifact.safeParse(entry).data
    if (artifact === undefined) return []
    return {
      artifactId: artifact.artifact_id,
      type: shortened(artifact.type, 64),
      createdAt: timeOf(artifact.created),
      sizeBytes: countOf(artifact.metadata?.file_info?.file_size),
    }
  })
}
