import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Order } from './overload-sender.ts'
import type { ProductRequests } from './product-requests.ts'
import { send, type Answer, type Wanted } from './released-requests.ts'
import { submission, type SignInForm } from './sign-in-form.ts'

/** The addresses of strangers. A stranger sends again after each answer. */
export const crowds = {
  'one address and ten': [
    ...Array.from({ length: 200 }, () => '203.0.113.1'),
    ...Array.from({ length: 50 }, (_, index) => `198.51.100.${index % 10}`),
  ],
  'a hundred addresses': Array.from({ length: 200 }, (_, index) => `198.51.100.${index % 100}`),
  'one IPv6 network': Array.from({ length: 200 }, (_, index) => `2001:db8:0:1::${(index + 1).toString(16)}`),
}

/** Addresses from which no stranger sends, for each kind of request. */
const maxElsewhere = 20

export interface Target {
  ports: readonly number[]
  forms: readonly SignInForm[]
  requests: ProductRequests
}

/** What strangers send, by its name in a title. */
export const kinds = {
  signIns: 'wrong sign-ins',
  pages: 'pages',
  unknownPaths: 'forms to unknown paths',
  tokens: 'tokens of unknown clients',
  tickets: 'unknown invitations',
  samlResponses: 'responses to an unknown SAML connection',
  uploads: 'uploads of a person who is signed in',
}

type Kind = keyof typeof kinds

/** As long as a real one. */
const samlResponse = `SAMLResponse=${'A'.repeat(20_000)}`

/** A form with a file that is no picture, as large as one may be. */
const upload = [
  '------upload',
  'Content-Disposition: form-data; name="picture"; filename="picture.png"',
  'Content-Type: image/png',
  '',
  'A'.repeat(2_000_000),
  '------upload--',
  '',
].join('\r\n')

export interface Attacked {
  kind: Kind
  strangers: Answer[]
  /** Of people and programs elsewhere, by what they asked for. */
  legitimate: { what: string; answer: Answer }[]
}

interface Given {
  kind: Kind
  crowd: keyof typeof crowds
  seconds: number
}

/** What the product answers strangers, and people and programs elsewhere meanwhile. */
export async function attack(target: Target, { kind, crowd, seconds }: Given): Promise<Attacked> {
  const child = fork(join(import.meta.dirname, 'overload-sender.ts'))
  const requests = crowds[crowd].map((address, index) => strangerRequest(target, kind, { address, index }))
  child.send({ kind: 'probe', requests, pauseMilliseconds: 0, isElsewhere: true } satisfies Order)
  await once(child, 'message')
  // Until the queues are full.
  await pause(500)
  const legitimate: Attacked['legitimate'] = []
  const until = Date.now() + seconds * 1000
  const sending: Promise<unknown>[] = []
  for (let round = 0; Date.now() < until; round++) {
    for (const [what, request] of Object.entries(legitimateRequests(target, round)))
      sending.push(send(request).then((answer) => legitimate.push({ what, answer })))
    await pause(250)
  }
  await Promise.all(sending)
  child.send('stop')
  const [strangers] = (await once(child, 'message')) as [Answer[]]
  return { kind, strangers, legitimate }
}

function strangerRequest(
  target: Target,
  kind: Kind,
  { address, index }: { address: string; index: number },
): Wanted {
  const port = target.ports[index % 2] ?? 0
  const { page, token } = target.requests.protocols
  const form = target.forms[index % 2]
  if (!page || !token || !form) throw new Error('There is no request to begin with.')
  const signIn = submission(form, { email: `nobody.${index}@acme.test`, secret: 'a guess' })
  const headers = { ...signIn.headers, 'x-forwarded-for': address }
  const posted = { ...signIn, headers, port }
  const paths: Partial<Record<Kind, string>> = {
    signIns: signIn.path,
    unknownPaths: '/wp-login.php',
    tickets: `/invitations/${String(index).padStart(32, 'x')}`,
  }
  const path = paths[kind]
  if (path !== undefined) return { ...posted, path }
  if (kind === 'samlResponses') {
    const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
    return { ...posted, path: '/login/callback?connection=unknown', headers: form, body: samlResponse }
  }
  if (kind === 'uploads') return uploadRequest(target, posted)
  if (kind === 'pages') return { ...page, port, headers: { ...page.headers, 'x-forwarded-for': address } }
  const body = 'grant_type=client_credentials&client_id=nobody&client_secret=a+guess&audience=none'
  return { ...token, port, body, headers: { ...token.headers, 'x-forwarded-for': address } }
}

function uploadRequest({ requests }: Target, posted: Wanted): Wanted {
  const { cookie = '' } = requests.protocols['signedInPage']?.headers ?? {}
  const headers = { ...posted.headers, cookie, 'content-type': 'multipart/form-data; boundary=----upload' }
  return { ...posted, path: '/account', headers, body: upload }
}

/** A sign-in, a token, and a page with and without a session, each from an address that sends nothing else at the time. */
function legitimateRequests(target: Target, round: number): Record<string, Wanted> {
  const port = target.ports[round % 2] ?? 0
  const form = target.forms[round % 2]
  const { token, page, signedInPage } = target.requests.protocols
  if (!form || !token || !page || !signedInPage) throw new Error('There is no request to begin with.')
  const person = ['ann', 'cai', 'vic'][round % 3]
  const wanted = {
    'sign-in': submission(form, { email: `${person}@acme.test` }),
    token,
    page: signedInPage,
    'sign-in page': page,
  }
  const fromElsewhere = Object.entries(wanted).map(([what, request], index) => {
    const address = `10.9.${index}.${round % maxElsewhere}`
    return [what, { ...request, port, headers: { ...request.headers, 'x-forwarded-for': address } }]
  })
  return Object.fromEntries(fromElsewhere) as Record<string, Wanted>
}

export interface Figures {
  legitimate: number
  /** Of these, those that were not served: what was asked for, and the status. */
  refused: string[]
  /** Milliseconds: the slowest but one in a hundred. */
  p99: number
  refusals: number
  slowestRefusal: number
  /** Answers that are neither served nor refused with Retry-After. */
  faults: string[]
}

export function figuresOf({ strangers, legitimate }: Attacked): Figures {
  const wanted: Record<string, number> = { 'sign-in': 303 }
  const times = legitimate.map(({ answer }) => answer.milliseconds).toSorted((one, other) => one - other)
  const refusals = strangers.filter(({ status }) => status === 429 || status === 503)
  const all = [...strangers, ...legitimate.map(({ answer }) => answer)]
  return {
    legitimate: legitimate.length,
    refused: legitimate
      .filter(({ what, answer }) => answer.status !== (wanted[what] ?? 200))
      .map(({ what, answer }) => `${what}: ${answer.status}`),
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
    refusals: refusals.length,
    slowestRefusal: Math.max(0, ...refusals.map(({ milliseconds }) => milliseconds)),
    faults: all
      .filter(({ status, retryAfter }) => isFault(status) || (status === 503 && retryAfter === null))
      .map(({ status, head }) => `${status} ${head.split('\r\n', 1)[0]}`),
  }
}

function isFault(status: number): boolean {
  return status === 0 || (status >= 500 && status !== 503)
}
