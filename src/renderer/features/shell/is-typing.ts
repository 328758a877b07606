/** True while single letters belong to a text field or a menu, and are no shortcuts. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [role="menu"], dialog') !== null
}
