import type { ImportedServer } from '../../../shared/profile.ts'

/** At first: every server that is not here already. */
export function freshServers(servers: readonly ImportedServer[]): Set<number> {
  return new Set([...servers.keys()].filter((place) => servers[place]?.known === false))
}

/** The choice with one place taken in or out. */
export function toggled<T>(chosen: ReadonlySet<T>, place: T, on: boolean): Set<T> {
  const next = new Set(chosen)
  if (on) next.add(place)
  else next.delete(place)
  return next
}

/** Whether one of the chosen servers brings a secret along. */
export function bringsSecrets(servers: readonly ImportedServer[], chosen: ReadonlySet<number>): boolean {
  return [...chosen].some((place) => servers[place]?.hasSecret === true)
}
