import type { z } from 'zod'
import { takesFields } from '@/lib/http/operation'
import { fieldsQuery } from '@/lib/http/auth0/fields'
import { pathOf, type Route, type ForeignIds } from './attempts'
import { type Dice, forms, jsons, texts, values } from './hostile-input'
import { sampleOf } from './sample'

export const operationClasses = ['list', 'get', 'create', 'change', 'delete'] as const
export type OperationClass = (typeof operationClasses)[number]

export function classOf({ method, path }: Route): OperationClass {
  if (method === 'GET') return path.endsWith('}') ? 'get' : 'list'
  if (method === 'POST') return 'create'
  return method === 'DELETE' ? 'delete' : 'change'
}

export interface BadRequest {
  route: Route
  /** Below the API’s own path, with its query. */
  path: string
  headers: Record<string, string>
  raw?: string | Uint8Array<ArrayBuffer>
  /** Whether the operation’s own schemas, or a rule of every operation, forbid it. */
  isForbidden: boolean
}

interface Draft extends Omit<BadRequest, 'route'> {
  query: URLSearchParams
  /** Of the query and the body as they are now; isForbidden speaks of all else. */
  isQueryForbidden: boolean
  isBodyForbidden: boolean
}

/** One request that is wrong somewhere: in its path, its query, its headers or its body. */
export function badRequest(route: Route, foreign: ForeignIds, dice: Dice): BadRequest {
  const draft: Draft = {
    path: pathOf(route.path, foreign.ids),
    query: sampleQuery(route.operation.query, foreign),
    headers: {},
    isForbidden: false,
    isQueryForbidden: false,
    isBodyForbidden: false,
  }
  giveBody(draft, route, foreign)
  const wrong = kindsFor(route)
  dice.one(wrong)(draft, route, dice)
  if (dice.below(4) === 0) dice.one(wrong)(draft, route, dice)
  draft.isForbidden = isForbiddenIn(draft)
  // Does not delete the victim itself: later requests need it.
  if (route.method === 'DELETE' && !draft.isForbidden && !route.operation.body) wrongPath(draft, route, dice)
  const { query, path, isQueryForbidden: _query, isBodyForbidden: _body, ...rest } = draft
  return {
    route,
    ...rest,
    path: query.size === 0 ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`,
  }
}

function isForbiddenIn({ isForbidden, isQueryForbidden, isBodyForbidden, headers }: Draft): boolean {
  const isForm = headers['content-type']?.startsWith(form) === true
  return isForbidden || isQueryForbidden || (isBodyForbidden && !isForm)
}

type Header = readonly [name: string, choices: readonly [string, ...string[]]]
type Wrong = (draft: Draft, route: Route, dice: Dice) => void

function kindsFor({ path, operation }: Route): [Wrong, ...Wrong[]] {
  const kinds: [Wrong, ...Wrong[]] = [wrongQuery, wrongHeader]
  if (path.includes('{')) kinds.push(wrongPath)
  return operation.body
    ? [...kinds, wrongProperty, wrongProperty, wrongProperty, wrongText, wrongForm]
    : kinds
}

function giveBody(draft: Draft, { operation, method }: Route, { names }: ForeignIds): void {
  if (!operation.body) return
  const whole = method !== 'PATCH' && sampleOf(operation.body, names, { whole: true })
  draft.raw = JSON.stringify(whole || (sampleOf(operation.body, names) ?? {}))
}

const rawPaths = [
  '%00',
  'a%00b',
  '%ED%A0%80',
  '%ff',
  '%C0%AF',
  '%2F',
  '..%2F..%2Fusers',
  '%252e',
  '%25',
  ';a=b',
  '%20',
]

function wrongPath(draft: Draft, { path }: Route, dice: Dice): void {
  const template = path.slice(1).split('/')
  const positions = template.flatMap((part, index) => (part.startsWith('{') ? [index] : []))
  const at = positions[dice.below(positions.length)]
  const [parts, search] = [draft.path.split('?')[0]?.split('/') ?? [], draft.path.split('?')[1]]
  if (at === undefined) return
  const text = dice.one(texts).toWellFormed().slice(0, 5000)
  const [raw = ''] = [rawPaths[dice.below(rawPaths.length)]]
  const isRaw = dice.below(3) === 0 || /^(\.*|)$/.test(text)
  parts[at] = isRaw ? raw : encodeURIComponent(text)
  draft.path = parts.join('/') + (search === undefined ? '' : `?${search}`)
}

const pagingNames = [
  'page',
  'per_page',
  'include_totals',
  'take',
  'from',
  'fields',
  'include_fields',
  'sort',
  'q',
] as const
const rawQueries = [
  'page=%00',
  'q=%ED%A0%80',
  'a=%00',
  '%00=a',
  '%',
  '&&=&',
  '__proto__=x',
  '__proto__[a]=x',
  'a[b]=c',
] as const

function wrongQuery(draft: Draft, route: Route, dice: Dice): void {
  const own = propertiesOf(route.operation.query)
  const names = [...own, ...own, ...pagingNames]
  const name = names[dice.below(names.length)] ?? 'page'
  const kind = dice.below(6)
  if (kind === 0) {
    const raw = dice.one(rawQueries)
    draft.isForbidden ||= /%00/.test(raw)
    draft.path += `${draft.path.includes('?') ? '&' : '?'}${raw}`
    return
  }
  const text = dice.one(texts).slice(0, 8000)
  draft.query.set(kind === 1 ? `${name}[]` : name, text)
  if (kind === 2) draft.query.append(name, dice.one(texts).slice(0, 100))
  draft.isQueryForbidden = isForbiddenQuery(draft.query, route)
}

function isForbiddenQuery(query: URLSearchParams, { method, operation }: Route): boolean {
  if ([...query].flat().some((text) => text.includes('\0'))) return true
  const given = [...query.keys()].map((key) => {
    const name = key.replace(/\[\]$/, '')
    const found = [...query.getAll(name), ...query.getAll(`${name}[]`)]
    return [name, found.length > 1 || query.has(`${name}[]`) ? found : found[0]] as const
  })
  const schemas = [operation.query, takesFields(method, operation) ? fieldsQuery : undefined]
  return schemas.some((schema) => schema?.safeParse(Object.fromEntries(given)).success === false)
}

const form = 'application/x-www-form-urlencoded'
const headers: readonly [Header, ...Header[]] = [
  ['if-match', ['', '*', '"x"', 'W/"x"', '"', '"x", '.repeat(500), '\u00ff', "'; DROP TABLE users; --"]],
  ['idempotency-key', ['', ' ', 'k'.repeat(256), 'k'.repeat(8000), 'a b', '\u00e9', '\u00ff']],
  ['content-type', ['', 'text/plain', form, 'multipart/form-data; boundary=x', '\u00ff']],
  ['accept', ['text/html', '\u00ff', '*/*;q=x']],
  ['auth0-client', ['%', 'e30=', '\u00ff'.repeat(300)]],
  ['accept-language', ['xx-'.repeat(500)]],
]

function wrongHeader(draft: Draft, { method }: Route, dice: Dice): void {
  const [name, choices] = dice.one(headers)
  draft.headers[name] = dice.one(choices)
  if (name === 'idempotency-key' && method === 'POST') draft.isForbidden = true
}

function wrongProperty(draft: Draft, { operation }: Route, dice: Dice): void {
  if (typeof draft.raw !== 'string' || !operation.body || isTextAlready(draft)) return
  const body: unknown = JSON.parse(draft.raw)
  const names = propertiesOf(operation.body)
  const value = dice.below(2) === 0 ? dice.one(texts) : dice.one(values)
  const changed = within(body, { dice, names, value })
  draft.raw = JSON.stringify(changed)
  draft.isBodyForbidden = isForbiddenBody(changed, operation.body)
}

interface Given {
  dice: Dice
  /** Of the properties that may be there. */
  names: string[]
  value: unknown
}

/** The body with this value somewhere in it, or without something. */
function within(body: unknown, given: Given): unknown {
  const { dice, value } = given
  if (Array.isArray(body) && body.length > 0 && dice.below(2) === 0) {
    const at = dice.below(body.length)
    return body.map((inner: unknown, index) => (index === at ? inside(inner, given) : inner))
  }
  const isFields = typeof body === 'object' && body !== null && !Array.isArray(body)
  return isFields && dice.below(12) > 0 ? withField(body, given) : value
}

function withField(body: object, given: Given): object {
  const { dice, names, value } = given
  const keys = [...Object.keys(body), ...names, ...names, 'unknown']
  const key = keys[dice.below(keys.length)] ?? 'unknown'
  const inner: unknown = Reflect.get(body, key)
  if (dice.below(10) === 0) return Object.fromEntries(Object.entries(body).filter(([name]) => name !== key))
  return { ...body, [key]: typeof inner === 'object' ? inside(inner, given) : value }
}

function inside(inner: unknown, given: Given): unknown {
  return within(inner, { ...given, names: [] })
}

function isForbiddenBody(body: unknown, schema: z.ZodType): boolean {
  return /\\u0000|\\ud[89a-f]/.test(JSON.stringify(body)) || !schema.safeParse(body).success
}

function wrongText(draft: Draft, _route: Route, dice: Dice): void {
  const kind = dice.below(jsons.length + 2)
  draft.raw =
    kind < jsons.length
      ? (jsons[kind] ?? '{')
      : new Uint8Array(kind === jsons.length ? [0x22, 0xff, 0xfe, 0x22] : [0x7b, 0, 0x7d])
  draft.isBodyForbidden = typeof draft.raw !== 'string' || !/"a":(1e|9{9}|1\})/.test(draft.raw)
}

function wrongForm(draft: Draft, _route: Route, dice: Dice): void {
  draft.headers['content-type'] = 'application/x-www-form-urlencoded; charset=utf-8'
  draft.raw = dice.one(forms)
}

/** A body that is text for its own sake: nothing in it can be replaced. */
function isTextAlready({ raw, headers }: Draft): boolean {
  const texts: readonly string[] = jsons
  return /urlencoded;/.test(headers['content-type'] ?? '') || (typeof raw === 'string' && texts.includes(raw))
}

function sampleQuery(schema: z.ZodType | undefined, { names }: ForeignIds): URLSearchParams {
  const sample = schema && sampleOf(schema, names)
  return new URLSearchParams(Object.entries(sample ?? {}).map(([name, value]) => [name, String(value)]))
}

function propertiesOf(schema: z.ZodType | undefined): string[] {
  const shape: unknown = schema && 'shape' in schema ? schema.shape : {}
  return Object.keys(shape ?? {})
}
