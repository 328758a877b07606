import { useLingui } from '@lingui/react/macro'
import type { AppError } from '../../../shared/app-error.ts'
import { errorWords } from '../../error-words.ts'
import { Banner } from '../../ui/banner.tsx'
import { IconButton } from '../../ui/icon-button.tsx'

interface ScreenFailureProps {
  error: AppError
  /** What could not be done. */
  headline: string
  onClose: () => void
}

/** Something about the list did not work: stays until it is closed. */
export function ScreenFailure({ error, headline, onClose }: ScreenFailureProps) {
  const { t } = useLingui()
  const why = errorWords(error, { host: '', apiKey: '', otherwise: '' })
  return (
    <Banner icon="stop" tone="bad" role="alert" action={<IconButton icon="x" label={t`Close`} onClick={onClose} />}>
      <b>{headline}.</b> {why.headline !== '' && `${why.headline}. `}
      {why.explanation}
    </Banner>
  )
}
