import type { SubmitEvent } from 'react'
import type { FormValues } from '@/lib/http/form-state'

const textFields = 'input:is([type="text"], [type="email"], [type="password"], :not([type])), textarea'

/** After a new sign-in: the first field that is still to be filled in, such as a secret, or else the button. */
export function nextControl(
  box: HTMLElement | null,
  { values }: { values: FormValues | null },
): HTMLElement | true {
  const fields = [...(box?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(textFields) ?? [])]
  const next = fields.find(({ name, value }) => value === '' && values?.[name] === undefined)
  return next ?? submitButtonIn(box) ?? true
}

export function submitButtonIn(box: HTMLElement | null | undefined): HTMLElement | null {
  return box?.querySelector<HTMLElement>('[type="submit"]') ?? null
}

/** The button that the form was sent by. */
export function submitterOf(event: SubmitEvent<HTMLFormElement>): HTMLElement | null {
  const native: Event = event.nativeEvent
  return 'submitter' in native && native.submitter instanceof HTMLElement ? native.submitter : null
}
