import { parse, type Filter } from 'scim2-parse-filter'
import { flagIn, withoutSchema } from './attribute-values'
import { ScimError } from './scim-error'

type Comparable = string | boolean

/**
 * Comparisons by `eq`, joined by `and`: what Entra and Okta ask for (RFC 7644, section 3.4.2.2).
 * @param names the attributes that can be asked for, as `emails.value`
 * @returns values by the name in `names`. @throws ScimError 400 invalidFilter
 */
export function readFilter(
  filter: string | undefined,
  names: readonly string[],
): ReadonlyMap<string, Comparable> {
  const found = new Map<string, Comparable>()
  if (filter === undefined || filter.trim() === '') return found
  for (const [name, value] of comparisons(parsed(filter))) {
    const known = names.find((one) => one.toLowerCase() === name)
    if (known === undefined || found.has(known)) throw refused()
    found.set(known, value)
  }
  return found
}

function parsed(filter: string): Filter {
  // The parser takes exponential time for line breaks in an open string.
  if (/\p{Cc}/u.test(filter)) throw refused()
  try {
    return parse(filter)
  } catch {
    throw refused()
  }
}

function comparisons(filter: Filter): (readonly [string, Comparable])[] {
  if (filter.op === 'and')
    return filter.filters.flatMap((one) => (isTypeOfAddress(one) ? [] : comparisons(one)))
  if (filter.op !== 'eq') throw refused()
  const { attrPath, compValue } = filter
  if (typeof compValue !== 'string' && typeof compValue !== 'boolean') throw refused()
  return [[withoutSchema(attrPath.toLowerCase()), compValue]]
}

/** As in emails[type eq "work"].value eq "…": of which type an address is does not matter here. */
function isTypeOfAddress(filter: Filter): boolean {
  if (filter.op !== '[]' || withoutSchema(filter.attrPath.toLowerCase()) !== 'emails') return false
  const { valFilter } = filter
  return valFilter.op === 'eq' && valFilter.attrPath.toLowerCase() === 'type'
}

function refused(): ScimError {
  return new ScimError(400, 'Filters compare attributes by eq, joined by and.', 'invalidFilter')
}

export function textIn(found: ReadonlyMap<string, Comparable>, name: string): string | undefined {
  const value = found.get(name)
  if (typeof value === 'boolean') throw refused()
  return value
}

export function booleanIn(found: ReadonlyMap<string, Comparable>, name: string): boolean | undefined {
  const value = found.get(name)
  const flag = flagIn(value)
  if (value !== undefined && flag === undefined) throw refused()
  return flag
}
