/** A language code as HTML's `lang` takes it; undefined for one that is none, which browsers would make fonts of. */
export function languageTag(language: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(language.replaceAll('_', '-'))[0]
  } catch {
    return undefined
  }
}
