/** As many rows as there can be headers. The fields of each have their own names, so that a refused form keeps them in place. */
export const mostHeaderRows = 10

export interface HeaderFields {
  name: string
  /** Named as a secret, so that it is not sent back. */
  value: string
  /** Set for one that the log stream has already. */
  isPresent: string
  isRemoved: string
}

export function headerFields(row: number): HeaderFields {
  const prefix = `header_${row}`
  return {
    name: `${prefix}_name`,
    value: `${prefix}_secret`,
    isPresent: `${prefix}_present`,
    isRemoved: `${prefix}_removed`,
  }
}

/** Undefined where all of them stay as they are. */
export function customHeadersIn(
  form: Readonly<Record<string, unknown>>,
): { name: string; value?: string }[] | undefined {
  const rows = Array.from({ length: mostHeaderRows }, (_, row) => rowIn(form, headerFields(row)))
  const given = rows.filter(({ name, value }) => name !== '' || value !== '')
  if (given.every(({ value, isPresent, isRemoved }) => isPresent && !isRemoved && value === ''))
    return undefined
  return given
    .filter(({ isRemoved }) => !isRemoved)
    .map(({ name, value }) => (value === '' ? { name } : { name, value }))
}

function rowIn(form: Readonly<Record<string, unknown>>, fields: HeaderFields) {
  return {
    name: textIn(form[fields.name]).trim(),
    value: textIn(form[fields.value]),
    isPresent: form[fields.isPresent] === 'on',
    isRemoved: form[fields.isRemoved] === 'on',
  }
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
