/** Rows for headers that the log stream does not have yet. */
export const newHeaderRows = 2
export const mostHeaders = 10

/** A field for each header that the page shows. */
export const presentHeaders = 'present_headers'

/** Named by the header, so that what a refused form keeps stays with it when there are others by now. */
export function presentHeaderFields(name: string): { value: string; isRemoved: string } {
  return { value: `header ${name} secret`, isRemoved: `header ${name} removed` }
}

/** A value is named as a secret, so that it is not sent back. */
export function newHeaderFields(row: number): { name: string; value: string } {
  return { name: `new_header_${row}_name`, value: `new_header_${row}_secret` }
}

interface HeaderInput {
  name: string
  value?: string
}

type Values = Readonly<Record<string, unknown>>

/** Undefined where all of them stay as they are. @param present those that the page showed */
export function customHeadersIn(form: Values, present: readonly string[]): HeaderInput[] | undefined {
  const shown = present.map((name) => {
    const { value, isRemoved } = presentHeaderFields(name)
    return { name, value: textIn(form[value]), isRemoved: form[isRemoved] === 'on' }
  })
  const added = Array.from({ length: newHeaderRows }, (_, row) => newHeaderIn(form, row)).filter(
    ({ name, value }) => name !== '' || value !== '',
  )
  if (added.length === 0 && shown.every(({ value, isRemoved }) => value === '' && !isRemoved))
    return undefined
  const kept = shown.filter(({ isRemoved }) => !isRemoved)
  return [...kept, ...added].map(({ name, value }) => (value === '' ? { name } : { name, value }))
}

function newHeaderIn(form: Values, row: number): { name: string; value: string } {
  const { name, value } = newHeaderFields(row)
  return { name: textIn(form[name]).trim(), value: textIn(form[value]) }
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
