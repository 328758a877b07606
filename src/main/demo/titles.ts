/** What a generated title may speak about. All of it follows from the seed and the recording's rank. */
export interface TitleFacts {
  /** A 32-bit number to choose by. */
  choice: number
  /** When the session began. */
  date: Date
}

interface Words {
  heads: readonly string[]
  tails: readonly string[]
  descriptions: readonly string[]
  /** For dates and weeks in the title. */
  language: 'en' | 'de'
}

/** By video: whatever is chosen fits what the video is about. */
const WORDS: Record<string, Words> = {
  board: {
    language: 'en',
    heads: [
      'Board meeting',
      'Budget, line by line',
      'Faculty board, open part',
      'Appeals: the draft',
      'Building C: dates',
    ],
    tails: ['{month}', 'session {number}', 'week {week}', 'reading {small}', '{day}'],
    descriptions: [
      'Budget, two posts and the move to Building C',
      'Ten working days for appeals',
      'Travel is down, licences are up',
      '',
    ],
  },
  lake: {
    language: 'en',
    heads: [
      'Lake sensors: data review',
      'Turbidity after the storm',
      'Readings from the north inlet',
      'ENV {course}: sensing water quality',
      'Sensor network check-in',
    ],
    tails: ['{month}', 'week {week}', 'group {letter}', 'part {small} of 4', 'seminar {number}'],
    descriptions: [
      'Five low-cost sensors and one storm',
      'Questions in the second half',
      'Calibration, drift and a toothbrush',
      'With Ines Albrecht',
    ],
  },
  audio: {
    language: 'en',
    heads: ['Field diary', 'Field diary, read aloud', 'ENV {course}: notes from the boat'],
    tails: ['week {week}', '{month}', 'entry {number}', '{day}'],
    descriptions: ['Audio only', 'Audio only, seven days on the lake', 'Rain, herons and sensor three'],
  },
  airway: {
    language: 'en',
    heads: [
      'Airway assessment',
      'Airway and SBAR, hands on',
      'MRT {course}: before intubation',
      'Difficult airway rounds',
      'Calling for help in four sentences',
    ],
    tails: ['group {letter}', 'week {week}', '{month}', 'session {number}'],
    descriptions: [
      'Walkthrough with Dr Okafor',
      'Sutures on the bench at the end',
      'For those on placement',
      'Five things to look at',
    ],
  },
  council: {
    language: 'en',
    heads: [
      'Town council: the old hall',
      'Building committee',
      'Council: where each office goes',
      'Public questions on the works',
      'Ward {ward} forum: noise and entrances',
    ],
    tails: ['{month}', 'session {number}', '{day}', 'week {week}'],
    descriptions: [
      'Studio, seminar room, laboratory',
      'Questions from residents',
      'The way in through the courtyard',
      '',
    ],
  },
  poll: {
    language: 'de',
    heads: [
      'Studierendenrat: Bibliothek',
      'Auswertung der Umfrage',
      'AG Öffnungszeiten',
      'Sitzung des Studierendenrats',
    ],
    tails: ['{month}', 'Sitzung {number}', 'Woche {week}', '{day}'],
    descriptions: ['Abends oder sonntags?', 'Mit Abstimmung', 'Öffentlicher Teil', ''],
  },
  terminal: {
    language: 'en',
    heads: ['Restore drill', 'Operations stand-up: backups', 'Change review CHG-{change}', 'One server from nothing'],
    tails: ['{day}', 'week {week}', 'round {small}', '{month}'],
    descriptions: ['With a clock running', 'Key first, then the backup', 'Notes for three in the morning', ''],
  },
}

/** A title and a description for a generated recording of this video. */
export function wordsFor(mediaId: string, facts: TitleFacts): { title: string; description: string } {
  const words = WORDS[mediaId]
  if (words === undefined) throw new RangeError(`no titles are known for ${mediaId}`)
  const head = pick(words.heads, facts.choice)
  const tail = pick(words.tails, facts.choice >>> 4)
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => filler(name, words.language, facts))
  return { title: fill(`${head}, ${tail}`), description: pick(words.descriptions, facts.choice >>> 8) }
}

const pick = (texts: readonly string[], choice: number): string => texts[choice % texts.length] ?? ''

const MONTHS = {
  en: 'January February March April May June July August September October November December'.split(' '),
  de: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
}
const WEEK_MS = 7 * 24 * 3600 * 1000

function filler(name: string, language: 'en' | 'de', { choice, date }: TitleFacts): string {
  const month = MONTHS[language][date.getUTCMonth()] ?? ''
  switch (name) {
    case 'month':
      return `${month} ${date.getUTCFullYear()}`
    case 'day':
      return language === 'de' ? `${date.getUTCDate()}. ${month}` : `${date.getUTCDate()} ${month}`
    case 'week':
      return String(1 + Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / WEEK_MS))
    case 'letter':
      return 'ABCDEFGH'.charAt((choice >>> 12) % 8)
    case 'small':
      return String(1 + ((choice >>> 12) % 4))
    case 'course':
      return String(101 + ((choice >>> 12) % 380))
    case 'change':
      return String(2000 + ((choice >>> 10) % 7000))
    case 'ward':
      return String(1 + ((choice >>> 15) % 12))
    case 'number':
      return String(1 + ((choice >>> 12) % 40))
    default:
      throw new RangeError(`no such filler: ${name}`)
  }
}
