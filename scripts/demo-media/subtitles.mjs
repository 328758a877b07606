/**
 * @param {import('./talk.mjs').Talk} talk
 * @param {import('./talk.mjs').Track} track
 */
export const subtitleFile = ({ id }, { language, format }) => `${id}.${language}.${format}`

/**
 * One track's subtitles. Every language has the times of the spoken one.
 * @param {import('./talk.mjs').Talk} talk
 * @param {import('./talk.mjs').Track} track
 * @param {import('./talk.mjs').Cue[]} cues
 */
export function subtitleText({ lines }, { language, format }, cues) {
  return format === 'srt' ? srt(lines, language, cues) : webVtt(lines, language, cues)
}

/**
 * WebVTT, which names the speaker where another one begins.
 * @param {import('./talk.mjs').Talk['lines']} lines
 * @param {string} language
 * @param {import('./talk.mjs').Cue[]} cues
 */
function webVtt(lines, language, cues) {
  const blocks = lines.map((line, index) => {
    const voice = line.who === lines[index - 1]?.who ? '' : `<v ${line.who.name}>`
    return `${times(cues[index], '.')}\n${voice}${line[language]}\n`
  })
  return ['WEBVTT\n', ...blocks].join('\n')
}

/**
 * SubRip, which numbers its cues and knows no speakers.
 * @param {import('./talk.mjs').Talk['lines']} lines
 * @param {string} language
 * @param {import('./talk.mjs').Cue[]} cues
 */
function srt(lines, language, cues) {
  return lines.map((line, index) => `${index + 1}\n${times(cues[index], ',')}\n${line[language]}\n`).join('\n')
}

/**
 * @param {import('./talk.mjs').Cue} cue
 * @param {string} point before the milliseconds
 */
const times = ({ start, end }, point) => `${clock(start, point)} --> ${clock(end, point)}`

/**
 * A time as 00:00:00.000.
 * @param {number} seconds
 * @param {string} point
 */
function clock(seconds, point) {
  const [time, milliseconds] = new Date(Math.round(seconds * 1000)).toISOString().slice(11, -1).split('.')
  return `${time}${point}${milliseconds}`
}
