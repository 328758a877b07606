/**
 * @typedef {object} Speaker
 * @property {string} name
 * @property {string} voice of espeak-ng
 * @property {number} speed words a minute
 * @property {number} pitch 0 to 99
 */

/**
 * @typedef {object} Line Beside these, the sentence in each language of the talk's subtitles, by language.
 * @property {string} [slide] is shown from here on
 * @property {Speaker} who
 */

/**
 * @typedef {object} Track
 * @property {string} language
 * @property {string} label
 * @property {'vtt' | 'srt'} format
 */

/**
 * @typedef {object} Talk
 * @property {string} id
 * @property {'mp4' | 'mp4-index-at-end' | 'webm' | 'm4a'} container
 * @property {string} spoken language
 * @property {Track[]} subtitles
 * @property {(Line & Record<string, any>)[]} lines
 */

/**
 * @typedef {object} Cue Seconds, one for each line.
 * @property {number} start
 * @property {number} end
 */

/**
 * @typedef {object} Speech A talk's sound.
 * @property {string} file raw samples: mono, 16 bits, little-endian
 * @property {number} rate samples a second
 * @property {number} seconds its whole length
 * @property {Cue[]} cues
 */

/** Slides stand still, so few frames are enough; more would only make the files larger. */
export const FRAMES_PER_SECOND = 5
