import { formIdField } from '@/lib/http/form-state'

/** Of no build. */
const unknownAction = `$ACTION_ID_${'0'.repeat(42)}`

/** An open page that another build made sends an action that the server does not have. */
export function isOfOtherBuild(error: unknown): boolean {
  return error instanceof Error && error.name === 'UnrecognizedActionError'
}

/** Sends the form as without JavaScript. The server answers with its own page, and what was typed. */
export function postForPage(data: FormData): Promise<never> {
  const form = document.createElement('form')
  form.method = 'post'
  form.enctype = 'multipart/form-data'
  for (const [name, value] of data) {
    const isSent = name === formIdField || !name.startsWith('$ACTION')
    if (isSent && typeof value === 'string') form.append(hiddenField(name, value))
  }
  form.append(hiddenField(unknownAction, ''))
  document.body.append(form)
  form.submit()
  return new Promise(() => undefined)
}

function hiddenField(name: string, value: string): HTMLInputElement {
  const field = document.createElement('input')
  Object.assign(field, { type: 'hidden', name, value })
  return field
}
