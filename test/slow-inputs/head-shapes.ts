import { type Entry, largestHead, type Making, request, type Shape } from './entry'
import { fill, series } from './slow-texts'

/** Headers that something in the product, in Next or in a library reads. */
const readHeaders = [
  ...([
    'accept',
    'accept-encoding',
    'accept-language',
    'auth0-client',
    'authorization',
    'cache-control',
  ] as const),
  ...([
    'content-type',
    'cookie',
    'dpop',
    'host',
    'idempotency-key',
    'if-match',
    'if-modified-since',
  ] as const),
  ...(['if-none-match', 'next-action', 'next-router-prefetch', 'next-router-segment-prefetch'] as const),
  ...([
    'next-router-state-tree',
    'next-url',
    'origin',
    'prefer',
    'range',
    'referer',
    'rsc',
    'user-agent',
  ] as const),
  ...(['x-forwarded-for', 'x-forwarded-host', 'x-request-id', 'x-nextjs-data', 'sec-fetch-site'] as const),
] as const

/** For the port in names of cookies, which is known when a request is sent; as long as a port. */
export const portPlaceholder = '00000'

function ownCookie(purpose: string): string {
  return `foyer.lumen.${portPlaceholder}.${purpose}`
}

/** Names of cookies that are read. */
const readCookies = [
  ...['session-token', 'csrf-token', 'callback-url', 'device', 'passkey', 'sign-up'].map(ownCookie),
  ...(['theme', 'foyer-session', 'foyer-interaction'] as const),
  'foyer-resume',
] as const

/** Requests whose line or headers are slow to read. */
export const headShapes: readonly Shape[] = [
  {
    name: 'path: text',
    takesText: true,
    fits: ({ path }) => path.includes('{'),
    make: (making) => {
      const names = [...making.entry.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
      const name = names[making.dice.below(names.length)] ?? ''
      return request(making.entry, { parameters: { [name]: cut(making) } })
    },
  },
  shape('path: many segments', always, ({ entry, size }) => {
    const made = request(entry)
    return { ...made, path: made.path + fill('/a', Math.min(size, largestHead)) }
  }),
  {
    name: 'query: text in one parameter',
    takesText: true,
    fits: hasQuery,
    make: (making) => {
      const { entry, dice } = making
      const name = entry.query[dice.below(entry.query.length)] ?? 'q'
      return request(entry, { query: `${name}=${encodeURIComponent(cut(making))}` })
    },
  },
  {
    name: 'query: text in every parameter',
    takesText: true,
    fits: hasQuery,
    make: (making) => {
      const text = encodeURIComponent(cut(making, making.entry.query.length))
      return request(making.entry, { query: making.entry.query.map((name) => `${name}=${text}`).join('&') })
    },
  },
  query('query: many parameters', (count) => `k${count}=&`),
  query('query: one parameter many times', () => 'q=a&', 'page'),
  query('query: a list of parameters', (count) => `q[${count}]=a&`),
  query('query: a deep parameter', () => '[a]'),
  query('query: separators', () => '&'),
  query('query: percent signs', () => '%'),
  {
    name: 'headers: text in one',
    takesText: true,
    fits: always,
    make: (making) => {
      const name = readHeaders[making.dice.below(readHeaders.length)] ?? 'accept'
      const before = name === 'authorization' ? 'Bearer ' : ''
      return request(making.entry, { headers: { [name]: before + inHeader(cut(making)) } })
    },
  },
  {
    name: 'headers: text in a cookie that is read',
    takesText: true,
    fits: always,
    make: (making) => {
      const name = readCookies[making.dice.below(readCookies.length)] ?? ''
      const value = making.dice.below(2) === 0 ? inHeader(cut(making)) : encodeURIComponent(cut(making))
      return request(making.entry, { headers: { cookie: `${name}=${value}` } })
    },
  },
  cookies('headers: cookies by the thousand', (count) => `c${count}=v; `),
  cookies('headers: one cookie many times', () => `${ownCookie('session-token')}=a; `),
  cookies('headers: parts of a session cookie', (count) => `${ownCookie('session-token')}.${count}=a; `),
  cookies('headers: cookies without a name', () => '=; '),
  cookies('headers: separators of cookies', () => ';'),
  cookies('headers: quotes in cookies', () => 'a="'),
  shape('headers: many headers', always, ({ entry, size }) => {
    const names = Array.from({ length: Math.min(size / 10, 900) }, (_, index) => `x-a${index}`)
    return request(entry, { headers: Object.fromEntries(names.map((name) => [name, 'v'])) })
  }),
  shape('headers: a deep router state', always, ({ entry, size }) => {
    const half = Math.min(size, largestHead) / 8
    const tree = encodeURIComponent(`${'["",{"children":'.repeat(half / 6)}1${'}]'.repeat(half / 6)}`)
    return request(entry, { headers: { rsc: '1', 'next-router-state-tree': tree } })
  }),
]

function shape(name: string, fits: Shape['fits'], make: Shape['make']): Shape {
  return { name, takesText: false, fits, make }
}

function query(name: string, item: (count: number) => string, before = 'q'): Shape {
  return shape(name, always, ({ entry, size }) =>
    request(entry, { query: `${before}${series(item, Math.min(size, largestHead))}=a` }),
  )
}

function cookies(name: string, item: (count: number) => string): Shape {
  return shape(name, always, ({ entry, size }) =>
    request(entry, { headers: { cookie: series(item, Math.min(size, largestHead)).trimEnd() } }),
  )
}

/** As long as a request line can take it, percent encoded, and shared among so many places. */
function cut({ text, size }: Making, count = 1): string {
  const made = text.make(Math.min(size, largestHead) / count).toWellFormed()
  const encoded = encodeURIComponent(made).length
  return encoded <= largestHead / count
    ? made
    : made.slice(0, (made.length * largestHead) / count / encoded).toWellFormed()
}

/** The bytes of the text as a header has them, without those that no header may hold. */
function inHeader(text: string): string {
  return Buffer.from(text)
    .toString('latin1')
    .replaceAll(/[\0-\x08\n-\x1f\x7f]/g, ' ')
}

function always(): boolean {
  return true
}

function hasQuery({ query }: Entry): boolean {
  return query.length > 0
}
