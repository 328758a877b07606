/** The part of a DOM node that is read; a cue's fragment fits, and so does a plain object in a test. */
export interface CueNode {
  readonly nodeType: number
  readonly nodeName: string
  readonly nodeValue: string | null
  readonly childNodes: Iterable<CueNode>
}

/** What somebody says in a cue: text only. */
export interface CuePart {
  speaker: string | null
  text: string
}

const ELEMENT = 1
const TEXT = 3
const FRAGMENT = 11

/** The name in `<v Name>`, which the browser hands over as a span with a title. */
function speakerOf(node: CueNode): string | null {
  if (!('title' in node) || typeof node.title !== 'string') return null
  return node.title.trim() || null
}

/**
 * Reads a parsed cue as text with its speakers. Only text nodes count: markup, styles and timestamps
 * of a subtitle file are never rendered. Consecutive text of one speaker is one part.
 */
export function cueParts(root: CueNode): CuePart[] {
  const parts: CuePart[] = []
  const add = (speaker: string | null, text: string): void => {
    const last = parts.at(-1)
    if (last !== undefined && last.speaker === speaker) last.text += text
    else parts.push({ speaker, text })
  }
  const walk = (node: CueNode, speaker: string | null): void => {
    if (node.nodeType === TEXT) add(speaker, node.nodeValue ?? '')
    if (node.nodeType !== ELEMENT && node.nodeType !== FRAGMENT) return
    const inner = node.nodeName.toLowerCase() === 'span' ? (speakerOf(node) ?? speaker) : speaker
    for (const child of node.childNodes) walk(child, inner)
  }
  walk(root, null)
  return parts.map((part) => ({ ...part, text: part.text.trim() })).filter((part) => part.text !== '')
}

/** Leaves out what has been said in the same words by the same speaker: overlapping cues often repeat each other. */
export function distinctParts(parts: readonly CuePart[]): CuePart[] {
  return parts.filter(
    (part, index) => parts.findIndex((p) => p.speaker === part.speaker && p.text === part.text) === index,
  )
}
