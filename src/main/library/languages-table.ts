import type Database from 'better-sqlite3'

/** How many recordings have subtitles in which language; maintained, like the rooms' counts. */
export class LanguagesTable {
  readonly #changes = new Map<string, number>()
  readonly #add
  readonly #sweep

  constructor(db: Database.Database) {
    this.#add = db.prepare<[string, number]>(
      'INSERT INTO languages VALUES (?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
    )
    this.#sweep = db.prepare('DELETE FROM languages WHERE count <= 0')
  }

  /** Counts a recording's languages, as the narrow table has them, once more (1) or once less (-1). */
  count(languages: string, added: 1 | -1): void {
    for (const language of languages.split(' ')) {
      if (language !== '') this.#changes.set(language, (this.#changes.get(language) ?? 0) + added)
    }
  }

  flush(): void {
    let lost = false
    for (const [language, added] of this.#changes) {
      if (added !== 0) this.#add.run(language, added)
      lost ||= added < 0
    }
    if (lost) this.#sweep.run()
    this.#changes.clear()
  }

  forget(): void {
    this.#changes.clear()
  }
}
