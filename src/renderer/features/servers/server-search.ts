import type { ProfileSummary } from '../../../shared/profile.ts'
import { profileName } from '../library/profile-words.ts'

/** From this many servers on there is a field to find one. */
export const SEARCH_FROM = 6

/** Servers whose name or address holds every typed word, letter case aside. */
export function matchingServers(profiles: readonly ProfileSummary[], typed: string): readonly ProfileSummary[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return profiles
  return profiles.filter((profile) => {
    const text = `${profileName(profile)} ${profile.host}`.toLocaleLowerCase()
    return words.every((word) => text.includes(word))
  })
}
