/** The rooms and those that a text names, each once: commas, semicolons and line breaks separate them. */
export function addRooms(rooms: readonly string[], text: string): string[] {
  const named = text
    .split(/[,;\r\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return [...new Set([...rooms, ...named])]
}
