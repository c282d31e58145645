import type { FormValues } from '@/lib/http/form-state'

const textFields = 'input:is([type="text"], [type="email"], [type="password"], :not([type])), textarea'

/** After a new sign-in: what is still to be typed, such as a secret, or else the button. */
export function nextControl(
  box: HTMLElement | null,
  { values }: { values: FormValues | null },
): HTMLElement | true {
  const fields = [...(box?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(textFields) ?? [])]
  const next = fields.find(({ name, value }) => value === '' && values?.[name] === undefined)
  return next ?? submitOf(box) ?? true
}

export function submitOf(box: HTMLElement | null | undefined): HTMLElement | null {
  return box?.querySelector<HTMLElement>('[type="submit"]') ?? null
}
