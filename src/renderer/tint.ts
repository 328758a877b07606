/** Steps around the colour circle, in three depths: far enough apart to tell rooms and servers from each other. */
const HUES = 24
const DEPTHS = [0.38, 0.43, 0.48]

/** A small number for a text, the same in every run (FNV-1a, 32 bit). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    hash ^= text.charCodeAt(at)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}

/** The colour that a room or a server keeps everywhere: muted, and at least 5:1 under white. */
export function tintOf(id: string): string {
  const hash = hashOf(id) >>> 8
  const depth = DEPTHS[Math.floor(hash / HUES) % DEPTHS.length]
  return `oklch(${depth} 0.065 ${(hash % HUES) * (360 / HUES)})`
}

/** Up to two letters for a name: "Clinical skills" is "CS"; empty for a name without letters or digits. */
export function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
  return words
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toLocaleUpperCase()
}
