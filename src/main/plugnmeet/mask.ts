const MASK = '•••'
/** A shorter one, encoded, is in every other word. */
const SHORTEST_TO_ENCODE = 4

/**
 * Hides a secret in text of a server, in each form that one may send it back in: as it is, escaped in JSON, encoded for
 * URLs and forms, in base64 (also base64url) and in hex. One that is inside something else that was encoded as a whole
 * is not found.
 */
export function maskSecret(secret: string): (text: string) => string {
  const forms = formsOf(secret)
  return (text) => forms.reduce((masked, form) => masked.replaceAll(form, MASK), text)
}

/** Longest first, so that no form leaves the rest of a longer one behind. */
function formsOf(secret: string): string[] {
  if (secret === '') return []
  if (secret.length < SHORTEST_TO_ENCODE) return [secret]
  const bytes = Buffer.from(secret)
  const hex = bytes.toString('hex')
  const base64 = [bytes.toString('base64'), bytes.toString('base64url')]
  const forms = [
    secret,
    ...inJson(secret),
    ...inUrls(secret),
    ...base64.flatMap(withoutPadding),
    hex,
    hex.toUpperCase(),
  ]
  return [...new Set(forms)].toSorted((one, other) => other.length - one.length)
}

/** JSON may escape more than it has to: PHP the slash, Go the signs of HTML, others all that is not ASCII. */
function inJson(secret: string): string[] {
  const plain = JSON.stringify(secret).slice(1, -1)
  const html = escaped(plain, /[<>&]/g)
  return [plain, plain.replaceAll('/', '\\/'), html, escaped(plain, /[^\x20-\x7e]/g), escaped(html, /[^\x20-\x7e]/g)]
}

const escaped = (text: string, what: RegExp): string =>
  text.replace(what, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

function inUrls(secret: string): string[] {
  const usual = encodeURIComponent(secret.toWellFormed())
  const strict = usual.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  const both = [usual, strict].flatMap((text) => [text, text.replaceAll('%20', '+')])
  return both.flatMap((text) => [text, text.replace(/%../g, (code) => code.toLowerCase())])
}

const withoutPadding = (base64: string): string[] => [base64, base64.replace(/=+$/, '')]
