import { describe, expect, it } from 'vitest'
import { type CueNode, cueParts, distinctParts } from '../../../../src/renderer/features/player/cue-text.ts'

type Element = CueNode & { title: string }

const text = (nodeValue: string): CueNode => ({ nodeType: 3, nodeName: '#text', nodeValue, childNodes: [] })
const element = (nodeName: string, childNodes: CueNode[], title = ''): Element => ({
  nodeType: 1,
  nodeName,
  nodeValue: null,
  childNodes,
  title,
})
const voice = (name: string, ...children: CueNode[]): Element => element('SPAN', children, name)
const fragment = (...childNodes: CueNode[]): CueNode => ({
  nodeType: 11,
  nodeName: '#document-fragment',
  nodeValue: null,
  childNodes,
})

describe('cueParts', () => {
  it('keeps the lines and drops the markup', () => {
    const cue = fragment(text('The inlet carries '), element('B', [text('four times')]), text('\nthe sediment'))
    expect(cueParts(cue)).toEqual([{ speaker: null, text: 'The inlet carries four times\nthe sediment' }])
  })

  it('names the speaker of a voice, also around other markup', () => {
    const cue = fragment(voice('Ines Albrecht', element('I', [text('Turbidity')]), text(' rises.')))
    expect(cueParts(cue)).toEqual([{ speaker: 'Ines Albrecht', text: 'Turbidity rises.' }])
  })

  it('tells two voices of one cue apart', () => {
    const cue = fragment(voice('Tom', text('How?')), text('\n'), voice('Ines', text('A toothbrush.')))
    expect(cueParts(cue)).toEqual([
      { speaker: 'Tom', text: 'How?' },
      { speaker: 'Ines', text: 'A toothbrush.' },
    ])
  })

  it('takes neither comments nor timestamps nor the titles of other elements for words', () => {
    const timestamp: CueNode = { nodeType: 7, nodeName: 'timestamp', nodeValue: '00:00:04.000', childNodes: [] }
    const comment: CueNode = { nodeType: 8, nodeName: '#comment', nodeValue: 'secret', childNodes: [] }
    const cue = fragment(comment, timestamp, element('B', [text('words')], 'no speaker'))
    expect(cueParts(cue)).toEqual([{ speaker: null, text: 'words' }])
  })

  it('shows what looks like HTML as the text it is', () => {
    const cue = fragment(text('<img src=x onerror=alert(1)>'))
    expect(cueParts(cue)).toEqual([{ speaker: null, text: '<img src=x onerror=alert(1)>' }])
  })

  it('has nothing to show for an empty cue', () => {
    expect(cueParts(fragment(text(' \n '), voice('Nobody')))).toEqual([])
  })
})

describe('distinctParts', () => {
  it('shows the same words of the same speaker once', () => {
    const a = { speaker: null, text: 'yes' }
    const b = { speaker: 'Ines', text: 'yes' }
    expect(distinctParts([a, b, { ...a }])).toEqual([a, b])
  })
})
