/** Where the table stands in docs/player.md: between these two lines, which stay. */
export const BEGIN = '<!-- keyboard: made by scripts/keyboard-map.mjs -->'
export const END = '<!-- keyboard: end -->'

/** The page with this table in place of the one between the two lines; throws without those lines. */
export function withTable(page, table) {
  const begin = page.indexOf(BEGIN)
  const end = page.indexOf(END)
  if (begin === -1 || end < begin) throw new Error(`docs/player.md has no lines ${BEGIN} and ${END}`)
  return `${page.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${page.slice(end)}`
}

/** A table for each group of shortcuts; `actions` in the order in which they are shown. */
export function keyboardTable(groups) {
  return groups.map(({ title, actions }) => [`### ${title}`, '', ...rowsOf(actions)].join('\n')).join('\n\n')
}

const rowsOf = (actions) => [
  '| key | what it does | can be changed |',
  '| --- | --- | --- |',
  ...actions.map(({ keys, words, fixed }) => `| ${keys.map(codeOf).join(', ')} | ${words} | ${fixed ? 'no' : 'yes'} |`),
]

/** A vertical line would end its cell. */
const codeOf = (key) => `\`${key.replaceAll('|', '\\|')}\``
