/** A group of shortcuts as the page of the player has it; `keys` in words. */
export interface ShortcutTable {
  title: string
  actions: { keys: string[]; words: string; fixed: boolean }[]
}

export function withTable(page: string, table: string): string
export function keyboardTable(groups: readonly ShortcutTable[]): string
