import { t } from '@lingui/core/macro'
import type { ProfileSummary } from '../../../shared/profile.ts'

export const profileName = (profile: ProfileSummary): string => (profile.kind === 'demo' ? t`Demo` : profile.name)

export const profilePlace = (profile: ProfileSummary): string =>
  profile.kind === 'demo' ? t`Sample recordings` : profile.host
