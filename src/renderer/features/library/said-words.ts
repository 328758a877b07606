import { plural, t } from '@lingui/core/macro'
import type { Coverage, SaidPage } from '../../../shared/transcript.ts'
import { formatNumber } from '../../format.ts'
import { markedParts, searchWords } from '../../match-marks.ts'

/** "18 matches in 5 recordings": titles and what was said together. */
export function matchesWords(titles: number, said: Pick<SaidPage, 'hits' | 'total' | 'more'>): string {
  const matches = titles + said.hits
  const recordings = titles + said.total
  if (matches === 0) return t`No matches`
  const all = formatNumber(matches)
  if (said.more) return t`More than ${all} matches`
  const inRecordings = plural(recordings, { one: '# recording', other: '# recordings' })
  return plural(matches, { one: `# match in ${inRecordings}`, other: `# matches in ${inRecordings}` })
}

/** "16 times in 3 recordings" */
export function saidWords({ hits, total, more }: Pick<SaidPage, 'hits' | 'total' | 'more'>): string {
  const times = formatNumber(hits)
  if (more) return t`More than ${times} times; the newest are shown`
  const inRecordings = plural(total, { one: '# recording', other: '# recordings' })
  return plural(hits, { one: `Once in ${inRecordings}`, other: `# times in ${inRecordings}` })
}

/** How much was searched, and what was not: "Searched 288 transcripts. 124 recordings have no subtitles, so …" */
export function coverageSentences({ searched, without, waiting, failed }: Coverage): string {
  return [
    plural(searched, { one: 'Searched # transcript.', other: 'Searched # transcripts.' }),
    waiting > 0
      ? plural(waiting, {
          one: 'The subtitles of # recording are still to be fetched.',
          other: 'The subtitles of # recordings are still to be fetched.',
        })
      : '',
    without > 0
      ? plural(without, {
          one: '# recording has no subtitles, so only its title was searched.',
          other: '# recordings have no subtitles, so only their titles were searched.',
        })
      : '',
    failed > 0
      ? plural(failed, {
          one: 'The subtitles of # recording could not be read.',
          other: 'The subtitles of # recordings could not be read.',
        })
      : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

/** As many characters are in sight in any window. */
const IN_SIGHT = 64
/** What is left of them before the match. */
const BEFORE = 24

/** A text from a little before what matches in it, so that one line shows the match. */
export function excerptOf(text: string, search: string): string {
  const at = markedParts(text, searchWords(search)).find(({ marked }) => marked)?.at ?? 0
  if (at < IN_SIGHT) return text
  const from = text.indexOf(' ', at - BEFORE)
  return `… ${text.slice(from === -1 || from > at ? at : from + 1)}`
}
