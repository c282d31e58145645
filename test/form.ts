import type { Sent } from './api'

/** A body as a form has it: `a[b]=c`, and `a[0]=b` for what is in a list. */
export function asForm(body: unknown): Required<Pick<Sent, 'headers' | 'raw'>> {
  return {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    raw: new URLSearchParams(fieldsOf(body)).toString(),
  }
}

function fieldsOf(value: unknown, name = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]]
  return Object.entries(value).flatMap(([key, inner]) =>
    fieldsOf(inner, name === '' ? key : `${name}[${key}]`),
  )
}
