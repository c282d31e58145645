import { parse, type Filter } from 'scim2-parse-filter'
import { z } from 'zod'
import {
  comparatorsOf,
  type Filterable,
  type Filterables,
  type ResourceFilter,
} from '@/lib/domain/directories/resource-filter'
import { flagIn, namedIn, withoutSchema } from './attribute-values'
import { ScimError } from './scim-error'

const mostConditions = 100
const deepest = 20

type Compared = Extract<Filter, { compValue: unknown }>
type Value = Compared['compValue']

/** RFC 7644, section 3.4.2.2. @throws ScimError 400 invalidFilter */
export function readFilter(filter: string | undefined, filterables: Filterables): ResourceFilter | null {
  if (filter === undefined || filter.trim() === '') return null
  const found = parsed(filter)
  if (conditionsIn(found, 0) > mostConditions)
    throw refused(`A filter has at most ${mostConditions} conditions.`)
  return filterIn(found, filterables)
}

function parsed(filter: string): Filter {
  // The parser takes exponential time for line breaks in an open string.
  if (/\p{Cc}/u.test(filter)) throw refused('A filter has no control characters.')
  try {
    return parse(filter)
  } catch {
    throw refused('The filter cannot be read.')
  }
}

/** @throws ScimError 400 */
function conditionsIn(filter: Filter, depth: number): number {
  if (depth > deepest) throw refused(`Conditions in a filter are at most ${deepest} deep.`)
  const within = 'filters' in filter ? filter.filters : 'filter' in filter ? [filter.filter] : []
  const inner = 'valFilter' in filter ? [filter.valFilter] : within
  return inner.reduce((sum, one) => sum + conditionsIn(one, depth + 1), 1)
}

function filterIn(filter: Filter, filterables: Filterables): ResourceFilter {
  switch (filter.op) {
    case 'and':
    case 'or':
      return (
        elementIn(filter, filterables) ?? {
          op: filter.op,
          filters: filter.filters.map((one) => filterIn(one, filterables)),
        }
      )
    case 'not':
      return { op: 'not', filter: filterIn(filter.filter, filterables) }
    case '[]':
      return { op: 'element', ...listOf(filter, filterables) }
    case 'pr':
      return { op: 'pr', attribute: attributeIn(filter.attrPath, filterables).name }
    default:
      return comparisonIn(filter, filterables)
  }
}

type All = Extract<Filter, { filters: unknown }>
type OfElement = Extract<Filter, { valFilter: unknown }>

/** The parser takes a[b].c for a[b] and a.c: both are of the same element. */
function elementIn({ op, filters }: All, filterables: Filterables): ResourceFilter | null {
  const [chosen, then, ...others] = filters
  if (op !== 'and' || chosen?.op !== '[]' || others.length > 0) return null
  if (then === undefined || !('attrPath' in then) || !then.attrPath.startsWith(`${chosen.attrPath}.`))
    return null
  const attrPath = then.attrPath.slice(chosen.attrPath.length + 1)
  const both: Filter = { op: 'and', filters: [chosen.valFilter, { ...then, attrPath }] }
  return { op: 'element', ...listOf({ ...chosen, valFilter: both }, filterables) }
}

function listOf({ attrPath, valFilter }: OfElement, { lists }: Filterables) {
  const name = nameOf(attrPath)
  const list = namedIn(lists, name)
  if (list === undefined) throw refused(`${attrPath} is no list that can be filtered.`)
  return { list: name, filter: filterIn(valFilter, { attributes: list.attributes, lists: {} }) }
}

function attributeIn(path: string, { attributes }: Filterables): { name: string; attribute: Filterable } {
  const name = nameOf(path)
  const attribute = namedIn(attributes, name)
  if (attribute === undefined) throw refused(`Nothing is filtered by ${path}.`)
  return { name, attribute }
}

function nameOf(path: string): string {
  return withoutSchema(path).toLowerCase()
}

function comparisonIn({ op, attrPath, compValue }: Compared, filterables: Filterables): ResourceFilter {
  const { name, attribute } = attributeIn(attrPath, filterables)
  if (compValue === null) return presence(op, name)
  if (!comparatorsOf[attribute.type].includes(op)) throw refused(`${attrPath} is not compared by ${op}.`)
  return { op, attribute: name, value: valueOf[attribute.type](compValue, attrPath) }
}

function presence(op: Compared['op'], attribute: string): ResourceFilter {
  const present = { op: 'pr', attribute } as const
  if (op === 'ne') return present
  if (op === 'eq') return { op: 'not', filter: present }
  throw refused('null is compared by eq and ne.')
}

const moment = z.iso.datetime({ offset: true })

const valueOf: Record<Filterable['type'], (value: Value, path: string) => string | boolean | Date> = {
  text: (value, path) => {
    if (typeof value !== 'string') throw refused(`${path} is compared with a text.`)
    return value
  },
  flag: (value, path) => {
    const flag = flagIn(value)
    if (flag === undefined) throw refused(`${path} is compared with true or false.`)
    return flag
  },
  moment: (value, path) => {
    const { data } = moment.safeParse(value)
    if (data === undefined)
      throw refused(`${path} is compared with a date and time, as 2026-01-31T09:00:00Z.`)
    return new Date(data)
  },
}

function refused(sentence: string): ScimError {
  return new ScimError(400, sentence, 'invalidFilter')
}
