/**
 * What is spoken in the demo's English videos, line by line, with the subtitles in other languages beside it.
 * A line: who speaks, what, and translations by language. `slide` shows until the next one.
 */
const INES = { name: 'Ines Albrecht', voice: 'en-gb+f2', speed: 152, pitch: 52 }
const TOM = { name: 'Tom Reyes', voice: 'en-us+m3', speed: 150, pitch: 40 }
const YUKI = { name: 'Yuki Mori', voice: 'en-us+f4', speed: 158, pitch: 60 }
const CHAIR = { name: 'Helen Sato', voice: 'en-gb+f3', speed: 148, pitch: 46 }
const DEAN = { name: 'Martin Weiss', voice: 'en-gb-x-rp+m2', speed: 146, pitch: 36 }
const OKAFOR = { name: 'Dr Okafor', voice: 'en-gb+m5', speed: 146, pitch: 34 }
const LEILA = { name: 'Leila Haddad', voice: 'en-us+f1', speed: 152, pitch: 56 }
const CLERK = { name: 'Town clerk', voice: 'en-gb-scotland+f5', speed: 150, pitch: 48 }
const RESIDENT = { name: 'Resident', voice: 'en-us+m1', speed: 154, pitch: 44 }
const KOFI = { name: 'Kofi Mensah', voice: 'en-029+m4', speed: 150, pitch: 42 }
const DANA = { name: 'Dana Novak', voice: 'en-gb+f4', speed: 156, pitch: 54 }

export const LAKE = {
  id: 'lake',
  container: 'mp4',
  spoken: 'en',
  subtitles: [
    { language: 'en', label: 'English', format: 'vtt' },
    { language: 'de', label: 'Deutsch', format: 'vtt' },
  ],
  lines: [
    {
      slide: 'speaker-ines',
      who: INES,
      en: 'Good afternoon. I will show you how to measure a lake for the price of a bicycle.',
      de: 'Guten Tag. Ich zeige Ihnen, wie man einen See zum Preis eines Fahrrads misst.',
    },
    {
      who: INES,
      en: 'We built five sensors out of drain pipe, glue and a cheap light meter.',
      de: 'Wir haben fünf Sensoren aus Abflussrohr, Kleber und einem billigen Lichtmesser gebaut.',
    },
    {
      slide: 'frame-lake',
      who: INES,
      en: 'This is the week of the storm. The orange line is turbidity at the north inlet.',
      de: 'Das ist die Woche des Sturms. Die orange Linie ist die Trübung am nördlichen Zufluss.',
    },
    {
      who: INES,
      en: 'Within two hours it jumps to seventy four. The outflow hardly moves for a day.',
      de: 'Binnen zwei Stunden springt sie auf vierundsiebzig. Der Abfluss bewegt sich einen Tag lang kaum.',
    },
    {
      who: INES,
      en: 'The inlet carries about four times the sediment after rain.',
      de: 'Der Zufluss trägt nach Regen etwa die vierfache Menge Sediment.',
    },
    {
      who: INES,
      en: 'One expensive sensor at the outflow would have missed the whole event.',
      de: 'Ein teurer Sensor am Abfluss hätte das ganze Ereignis verpasst.',
    },
    {
      slide: 'grid4',
      who: TOM,
      en: 'Can I ask how you cleaned the optics? Ours drift after ten days.',
      de: 'Darf ich fragen, wie Sie die Optik gereinigt haben? Unsere driftet nach zehn Tagen.',
    },
    {
      who: INES,
      en: 'A toothbrush on a small motor. Honestly. It wipes the window every six hours.',
      de: 'Eine Zahnbürste an einem kleinen Motor. Ehrlich. Sie wischt alle sechs Stunden über das Fenster.',
    },
    {
      slide: 'scatter',
      who: YUKI,
      en: 'How do the cheap sensors compare with a laboratory meter?',
      de: 'Wie schneiden die billigen Sensoren gegen ein Laborgerät ab?',
    },
    {
      who: INES,
      en: 'We compared them every second week. The drift stayed under five percent.',
      de: 'Wir haben sie alle zwei Wochen verglichen. Die Drift blieb unter fünf Prozent.',
    },
    {
      slide: 'whiteboard',
      who: YUKI,
      en: 'And how many readings do you need before you believe a difference?',
      de: 'Und wie viele Messungen brauchen Sie, bis Sie einem Unterschied glauben?',
    },
    {
      who: INES,
      en: 'Forty. The sketch on the board shows why fewer would not be enough.',
      de: 'Vierzig. Die Skizze an der Tafel zeigt, warum weniger nicht reichen.',
    },
    {
      slide: 'speaker-ines',
      who: INES,
      en: 'The parts list and the firmware are linked on the last slide. Thank you.',
      de: 'Stückliste und Firmware sind auf der letzten Folie verlinkt. Vielen Dank.',
    },
  ],
}

export const BOARD = {
  id: 'board',
  container: 'mp4',
  spoken: 'en',
  subtitles: [
    { language: 'en', label: 'English', format: 'vtt' },
    { language: 'de', label: 'Deutsch', format: 'vtt' },
    { language: 'fr', label: 'Français', format: 'vtt' },
  ],
  lines: [
    {
      slide: 'board',
      who: CHAIR,
      en: 'Welcome to the November meeting of the faculty board.',
      de: 'Willkommen zur Novembersitzung des Fakultätsrats.',
      fr: 'Bienvenue à la réunion de novembre du conseil de faculté.',
    },
    {
      who: CHAIR,
      en: 'We have three items: the budget, two new posts, and the move to Building C.',
      de: 'Wir haben drei Punkte: den Haushalt, zwei neue Stellen und den Umzug in Gebäude C.',
      fr: 'Nous avons trois points : le budget, deux postes et le déménagement dans le bâtiment C.',
    },
    {
      slide: 'sheet',
      who: DEAN,
      en: 'The sheet shows next year against this year, line by line.',
      de: 'Die Tabelle zeigt nächstes Jahr gegen dieses Jahr, Zeile für Zeile.',
      fr: "Le tableau compare l'année prochaine à cette année, ligne par ligne.",
    },
    {
      who: DEAN,
      en: 'Travel is down, licences are up. The marked cell is the one to discuss.',
      de: 'Reisen sinken, Lizenzen steigen. Über die markierte Zelle müssen wir reden.',
      fr: 'Les voyages baissent, les licences montent. La cellule marquée est à discuter.',
    },
    {
      who: CHAIR,
      en: 'Why do the licences grow by a third?',
      de: 'Warum wachsen die Lizenzen um ein Drittel?',
      fr: "Pourquoi les licences augmentent-elles d'un tiers ?",
    },
    {
      who: DEAN,
      en: 'Two contracts end in March, and one vendor has changed its price list.',
      de: 'Zwei Verträge enden im März, und ein Anbieter hat seine Preisliste geändert.',
      fr: 'Deux contrats se terminent en mars, et un fournisseur a changé ses tarifs.',
    },
    {
      slide: 'document',
      who: CHAIR,
      en: 'The second item is the draft on appeals. Please read the highlighted paragraph.',
      de: 'Der zweite Punkt ist der Entwurf zu Einsprüchen. Bitte lesen Sie den markierten Absatz.',
      fr: 'Le deuxième point est le projet sur les recours. Lisez le paragraphe surligné.',
    },
    {
      who: DEAN,
      en: 'Students would have ten working days instead of seven.',
      de: 'Studierende hätten zehn statt sieben Werktage.',
      fr: 'Les étudiants auraient dix jours ouvrables au lieu de sept.',
    },
    {
      slide: 'grid4',
      who: CHAIR,
      en: 'Any objections? Then the draft goes to the senate as it is.',
      de: 'Einwände? Dann geht der Entwurf unverändert an den Senat.',
      fr: 'Des objections ? Alors le projet va au sénat tel quel.',
    },
    {
      who: CHAIR,
      en: 'The move to Building C starts on the first of February.',
      de: 'Der Umzug in Gebäude C beginnt am ersten Februar.',
      fr: 'Le déménagement dans le bâtiment C commence le premier février.',
    },
    {
      slide: 'board',
      who: CHAIR,
      en: 'We meet again in December. Thank you all.',
      de: 'Wir sehen uns im Dezember wieder. Danke an alle.',
      fr: 'Nous nous retrouvons en décembre. Merci à tous.',
    },
  ],
}

export const AIRWAY = {
  id: 'airway',
  container: 'mp4-index-at-end',
  spoken: 'en',
  subtitles: [
    { language: 'en', label: 'English', format: 'vtt' },
    { language: 'ar', label: 'العربية', format: 'vtt' },
  ],
  lines: [
    {
      slide: 'speaker-okafor',
      who: OKAFOR,
      en: 'Before every intubation there are five things to look at.',
      ar: 'قبل كل تنبيب هناك خمسة أشياء يجب النظر إليها.',
    },
    {
      slide: 'airway',
      who: OKAFOR,
      en: 'Look externally. Evaluate with the three, three, two rule.',
      ar: 'انظر من الخارج. ثم قيّم بقاعدة ثلاثة، ثلاثة، اثنان.',
    },
    {
      who: OKAFOR,
      en: 'Then the Mallampati class: how much of the throat can you see?',
      ar: 'ثم درجة مالامباتي: كم يمكنك أن ترى من الحلق؟',
    },
    { who: OKAFOR, en: 'Ask for obstruction, and move the neck yourself.', ar: 'اسأل عن الانسداد، وحرّك الرقبة بنفسك.' },
    {
      slide: 'sbar',
      who: LEILA,
      en: 'When I call for help, I use four sentences: situation, background, assessment, recommendation.',
      ar: 'عندما أطلب المساعدة أستعمل أربع جمل: الوضع، الخلفية، التقييم، التوصية.',
    },
    {
      who: OKAFOR,
      en: 'Good. Say the recommendation aloud, even if you are not sure.',
      ar: 'جيد. قل التوصية بصوت عال حتى لو لم تكن متأكدا.',
    },
    {
      slide: 'vitals',
      who: LEILA,
      en: 'The heart rate is one hundred and eighteen, saturation ninety one percent.',
      ar: 'معدل القلب مئة وثمانية عشر، والتشبع واحد وتسعون بالمئة.',
    },
    { who: OKAFOR, en: 'What do you do first?', ar: 'ماذا تفعلين أولا؟' },
    {
      who: LEILA,
      en: 'Oxygen, position, and a second pair of hands.',
      ar: 'الأكسجين، ثم الوضعية، ثم شخص آخر للمساعدة.',
    },
    {
      slide: 'suture',
      who: OKAFOR,
      en: 'After the case we practise sutures on the bench. Take small bites and keep the tension even.',
      ar: 'بعد الحالة نتدرب على الخياطة. خذ غرزات صغيرة وحافظ على شد متساو.',
    },
    {
      slide: 'speaker-okafor',
      who: OKAFOR,
      en: 'That was four minutes well spent. Thank you, and see you next week.',
      ar: 'كانت أربع دقائق مفيدة. شكرا لكم، وإلى الأسبوع القادم.',
    },
  ],
}

export const COUNCIL = {
  id: 'council',
  container: 'mp4',
  spoken: 'en',
  subtitles: [
    { language: 'en', label: 'English', format: 'srt' },
    { language: 'es', label: 'Español', format: 'vtt' },
  ],
  lines: [
    {
      slide: 'campus',
      who: CLERK,
      en: 'Good evening. This is the public session of the town council.',
      es: 'Buenas noches. Esta es la sesión pública del ayuntamiento.',
    },
    {
      who: CLERK,
      en: 'The old hall is being rebuilt, and tonight you see where each office goes.',
      es: 'El antiguo edificio se está reformando, y hoy verán adónde va cada oficina.',
    },
    {
      slide: 'floorplan',
      who: CLERK,
      en: 'This is level two. The yellow room on the left becomes the studio.',
      es: 'Esta es la segunda planta. La sala amarilla de la izquierda será el estudio.',
    },
    {
      who: CLERK,
      en: 'The seminar room on the right stays open during the works.',
      es: 'La sala de seminarios de la derecha sigue abierta durante las obras.',
    },
    {
      who: RESIDENT,
      en: 'Where is the entrance while the front door is closed?',
      es: '¿Dónde está la entrada mientras la puerta principal está cerrada?',
    },
    {
      who: CLERK,
      en: 'Through the courtyard. There is a ramp, and it is lit until ten.',
      es: 'Por el patio. Hay una rampa y está iluminada hasta las diez.',
    },
    {
      slide: 'grid4b',
      who: RESIDENT,
      en: 'And the noise? Some of us work at night.',
      es: '¿Y el ruido? Algunos trabajamos de noche.',
    },
    {
      who: CLERK,
      en: 'No drilling before eight and none after six. We will publish the plan every Friday.',
      es: 'Sin taladros antes de las ocho ni después de las seis. Publicaremos el plan cada viernes.',
    },
    {
      slide: 'floorplan',
      who: CLERK,
      en: 'The laboratory below moves last, in the middle of March.',
      es: 'El laboratorio de abajo se traslada al final, a mediados de marzo.',
    },
    {
      slide: 'campus',
      who: CLERK,
      en: 'That closes the public part. Good night.',
      es: 'Con esto termina la parte pública. Buenas noches.',
    },
  ],
}

export const TERMINAL = {
  id: 'terminal',
  container: 'webm',
  spoken: 'en',
  subtitles: [
    { language: 'en', label: 'English', format: 'vtt' },
    { language: 'de', label: 'Deutsch', format: 'vtt' },
  ],
  lines: [
    {
      slide: 'terminal',
      who: KOFI,
      en: 'Today we restore one server from nothing, with a clock running.',
      de: 'Heute stellen wir einen Server aus dem Nichts wieder her, mit laufender Uhr.',
    },
    {
      who: KOFI,
      en: 'The machine is empty. The backup is from last night.',
      de: 'Die Maschine ist leer. Die Sicherung ist von letzter Nacht.',
    },
    {
      who: DANA,
      en: 'I start with the key, because without it the backup is only noise.',
      de: 'Ich beginne mit dem Schlüssel, denn ohne ihn ist die Sicherung nur Rauschen.',
    },
    {
      who: KOFI,
      en: 'Four minutes. The red line is the first error.',
      de: 'Vier Minuten. Die rote Zeile ist der erste Fehler.',
    },
    {
      who: DANA,
      en: 'The database wants an older version. That belongs in the notes.',
      de: 'Die Datenbank will eine ältere Version. Das gehört in die Notizen.',
    },
    {
      slide: 'grid6',
      who: KOFI,
      en: 'While it copies: who would have known this at three in the morning?',
      de: 'Während es kopiert: Wer hätte das um drei Uhr morgens gewusst?',
    },
    {
      who: DANA,
      en: 'Nobody. So it goes to the top of the page.',
      de: 'Niemand. Also kommt es ganz nach oben auf die Seite.',
    },
    {
      slide: 'terminal',
      who: KOFI,
      en: 'Twenty two minutes, and the service answers. Well done.',
      de: 'Zweiundzwanzig Minuten, und der Dienst antwortet. Gut gemacht.',
    },
    {
      who: DANA,
      en: 'Next month we do it again, and somebody else holds the keyboard.',
      de: 'Nächsten Monat machen wir es wieder, und jemand anderes sitzt an der Tastatur.',
    },
  ],
}

export const AUDIO = {
  id: 'audio',
  container: 'm4a',
  spoken: 'en',
  subtitles: [{ language: 'en', label: 'English', format: 'vtt' }],
  lines: [
    { who: INES, en: 'Field diary, Monday. Rain all morning, and the boat has a hole.' },
    { who: TOM, en: 'Tuesday. The boat has a patch. Sensor three is under water lilies.' },
    { who: YUKI, en: 'Wednesday. We moved sensor three, and a heron moved it back.' },
    { who: INES, en: 'Thursday. The storm came at four. All five sensors kept sending.' },
    { who: TOM, en: 'Friday. The lake is brown, the data is beautiful.' },
    { who: YUKI, en: 'Saturday. Nobody should count diatoms on a Saturday.' },
    { who: INES, en: 'Sunday. We went home with wet boots and one good figure.' },
  ],
}
