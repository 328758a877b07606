/** The executable of an installed Chromium or Chrome, or null. */
export function findChromium(env?: NodeJS.ProcessEnv): string | null
