import { type Entry, type Making, request, type Sent, type Shape, takes } from './entry'
import { fill, series } from './slow-texts'

const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' }

/** Forms and JSON that are slow to read. */
export const bodyShapes: readonly Shape[] = [
  json('text in one place of the body', true, (making) => {
    const strings = stringsIn(making.entry.example).length
    return JSON.stringify(replaced(making.entry.example, making, making.dice.below(Math.max(1, strings))))
  }),
  json('text in every place of the body', true, (making) => {
    const share = making.size / Math.max(1, stringsIn(making.entry.example).length)
    return JSON.stringify(replaced(making.entry.example, { ...making, size: share }, 'all'))
  }),
  json('text as the whole body', true, ({ text, size }) => JSON.stringify(text.make(size))),
  json('text as a key', true, ({ text, size }) => JSON.stringify({ [text.make(size)]: 1 })),
  json('long lists', false, ({ entry, size }) => JSON.stringify(widened(entry.example ?? ['a'], size))),
  json('many more keys', false, ({ entry, size }) =>
    withMore(
      entry.example,
      series((count) => `"k${count}":1,`, size),
    ),
  ),
  json('a key many times', false, ({ entry, size }) => withMore(entry.example, fill('"name":"a",', size))),
  json('keys that are numbers', false, ({ entry, size }) =>
    withMore(
      entry.example,
      series((count) => `"${4_294_967_294 - count * 65_536}":1,`, size),
    ),
  ),
  json('deep lists', false, ({ size }) => '['.repeat(size / 2) + ']'.repeat(size / 2)),
  json('deep objects', false, ({ size }) => `${'{"a":'.repeat(size / 6)}1${'}'.repeat(size / 6)}`),
  json('a deep value', false, ({ entry, size }) =>
    withMore(entry.example, `"metadata":${'{"a":'.repeat(size / 6)}1${'}'.repeat(size / 6)},`),
  ),
  json('a long number', false, ({ entry, size }) => withMore(entry.example, `"a":${'9'.repeat(size)},`)),
  json('a long fraction', false, ({ entry, size }) =>
    withMore(entry.example, `"a":0.${'3'.repeat(size)}e-9,`),
  ),
  json('numbers', false, ({ size }) => `[${fill('1.1e1,', size)}1]`),
  json('white space', false, ({ size }) => ' '.repeat(size)),
  json('escapes', false, ({ entry, size }) =>
    withMore(entry.example, `"name":"${fill('\\u0300\\u0316', size)}",`),
  ),
  form('text in one field', true, (making) => {
    const names = namesIn(making.entry)
    return one(making, names[making.dice.below(names.length)] ?? 'name')
  }),
  form('text in every field', true, ({ entry, size, text }) => {
    const value = encodeURIComponent(text.make(size / namesIn(entry).length).toWellFormed())
    return namesIn(entry)
      .map((name) => `${name}=${value}`)
      .join('&')
  }),
  form('text as a name', true, ({ size, text }) => `${encodeURIComponent(text.make(size).toWellFormed())}=a`),
  form('many fields', false, ({ size }) => series((count) => `k${count}=&`, size)),
  form('one field many times', false, ({ entry, size }) => fill(`${namesIn(entry)[0] ?? 'a'}=a&`, size)),
  form('a list in a field', false, ({ size }) => series((count) => `roles[${count}]=a&`, size)),
  form('a list that ends in brackets', false, ({ size }) => fill('roles[]=a&', size)),
  form('deep names', false, ({ size }) => `a${'[b]'.repeat(size / 3)}=c`),
  form('many deep names', false, ({ size }) => series((count) => `a[b${count}][c][d][e]=f&`, size)),
  form('separators', false, ({ size }) => '&'.repeat(size)),
  form('equal signs', false, ({ size }) => '='.repeat(size)),
  form('percent signs', false, ({ size }) => '%'.repeat(size)),
  form('plus signs', false, ({ size }) => '+'.repeat(size)),
]

function json(name: string, takesText: boolean, body: (making: Making) => string): Shape {
  return {
    name: `JSON: ${name}`,
    takesText,
    ...(name.startsWith('text in every') ? { narrower: `JSON: ${name.replace('every', 'one')}` } : {}),
    fits: takes('json'),
    make: (making) => sent(making.entry, body(making), { 'content-type': 'application/json' }),
  }
}

function form(name: string, takesText: boolean, body: (making: Making) => string): Shape {
  return {
    name: `form: ${name}`,
    takesText,
    ...(name.startsWith('text in every') ? { narrower: `form: ${name.replace('every', 'one')}` } : {}),
    fits: takes('form'),
    make: (making) => sent(making.entry, body(making), urlencoded),
  }
}

function sent(entry: Entry, body: string, headers: Record<string, string>): Sent {
  return request(entry, { headers, body: Buffer.from(body) })
}

/** One field is slow, and all others are what is accepted. */
function one({ entry, size, text }: Making, slow: string): string {
  const fields = Object.entries(entry.fields).filter(([name]) => name !== slow)
  const others = fields.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  return [...others, `${slow}=${encodeURIComponent(text.make(size).toWellFormed())}`].join('&')
}

function namesIn({ fields }: Entry): string[] {
  const names = Object.keys(fields)
  return names.length === 0 ? ['name'] : names
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

/** The example with a slow text in place of its nth string, or of all. */
function replaced(example: unknown, { text, size }: Making, position: number | 'all'): unknown {
  let count = 0
  const slow = text.make(size).toWellFormed()
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const isMeant = position === 'all' || count === position
      count += 1
      return isMeant ? slow : value
    }
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner)]))
  }
  return walk(example ?? slow)
}

/** Every list of the example, with its items again and again. */
function widened(example: unknown, size: number): unknown {
  if (Array.isArray(example)) {
    const length = Math.max(1, JSON.stringify(example).length)
    return Array.from({ length: Math.ceil(size / length) }, () => example as unknown[]).flat()
  }
  if (typeof example !== 'object' || example === null) return example
  const lists = Object.values(example).filter(Array.isArray).length
  const share = size / Math.max(1, lists)
  return Object.fromEntries(Object.entries(example).map(([name, inner]) => [name, widened(inner, share)]))
}

/** The text of the example, an object, with more of its own; each ends in a comma. */
function withMore(example: unknown, more: string): string {
  const text = JSON.stringify(typeof example === 'object' && example !== null ? example : {})
  const inner = text.slice(1, -1)
  return inner === '' ? `{${more.replace(/,$/, '')}}` : `{${more}${inner}}`
}
