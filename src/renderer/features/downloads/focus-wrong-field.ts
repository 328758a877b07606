/** Leads the keyboard to the first field of a form that is marked as wrong; true: there is one. */
export function focusWrongField(form: HTMLFormElement | null): boolean {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? null
  field?.focus()
  return field !== null
}
