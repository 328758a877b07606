/** What is spoken in the demo's German video. The format is that of english.mjs. */
const LENA = { name: 'Lena Vogt', voice: 'de+f3', speed: 150, pitch: 54 }
const JONAS = { name: 'Jonas Brandt', voice: 'de+m3', speed: 148, pitch: 40 }

export const POLL = {
  id: 'poll',
  container: 'mp4',
  spoken: 'de',
  subtitles: [
    { language: 'de', label: 'Deutsch', format: 'vtt' },
    { language: 'en', label: 'English', format: 'vtt' },
  ],
  lines: [
    {
      slide: 'grid6',
      who: LENA,
      de: 'Hallo zusammen. Heute geht es um die Öffnungszeiten der Bibliothek.',
      en: 'Hello everyone. Today is about the opening times of the library.',
    },
    {
      who: LENA,
      de: 'Vierhundertzwölf Leute haben geantwortet, das sind mehr als bei der letzten Wahl.',
      en: 'Four hundred and twelve people have answered, more than at the last election.',
    },
    {
      slide: 'poll',
      who: JONAS,
      de: 'Hier seht ihr die Verteilung. Der längste Balken sagt: ziemlich sicher.',
      en: 'Here you see the distribution. The longest bar says: somewhat confident.',
    },
    {
      who: JONAS,
      de: 'Ein Drittel ist eher unsicher, ob die Frage überhaupt verstanden wurde.',
      en: 'A third is rather unsure whether the question was understood at all.',
    },
    {
      who: LENA,
      de: 'Also fragen wir kürzer: Wollt ihr abends oder am Sonntag länger lernen?',
      en: 'So we ask more briefly: do you want to study longer in the evening or on Sundays?',
    },
    {
      slide: 'grid4b',
      who: JONAS,
      de: 'Der Abend gewinnt deutlich, aber der Sonntag ist billiger.',
      en: 'The evening wins clearly, but Sunday is cheaper.',
    },
    {
      who: LENA,
      de: 'Unser Vorschlag: zwei lange Abende und jeder zweite Sonntag.',
      en: 'Our proposal: two long evenings and every second Sunday.',
    },
    {
      slide: 'poll',
      who: JONAS,
      de: 'Wer dafür ist, hebt jetzt die Hand. Danke, das ist eine Mehrheit.',
      en: 'All in favour, raise your hand now. Thank you, that is a majority.',
    },
    {
      slide: 'grid6',
      who: LENA,
      de: 'Der Antrag geht morgen an das Rektorat. Bis nächste Woche.',
      en: 'The motion goes to the rectorate tomorrow. See you next week.',
    },
  ],
}
