import { useLingui } from '@lingui/react/macro'
import type { Recording } from '../../shared/recording.ts'
import { lengthOf } from '../recording-words.ts'
import hidden from './hidden.module.css'

/** The length that a thumb shows, for who cannot see it; nothing while it is unknown. */
export function LengthWords({ recording }: { recording: Pick<Recording, 'file'> }) {
  const { t } = useLingui()
  const clock = lengthOf(recording)
  return clock === null ? null : <span className={hidden.hidden} data-length-words>{t`Length ${clock}`}</span>
}
