import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state'
import { randomUUID } from 'node:crypto'
import { env } from '@/lib/env'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { isForPrograms, one, pathOf, type Arrival } from './arrival'
import { readSessionCookie } from './arrival-session'
import { bodyLimit, type BodyLimit } from './body-limits'
import { boundaryOf, isMultipart, isPageForm, isWithinFormLimits } from './form-limits'
import { headProblem, shortUserAgent } from './head-limits'
import { refusal, type Refusal } from './refusal'
import { tenantOfHost } from '@/lib/web/tenant'

export type Admission =
  | { refuse: Refusal }
  | {
      headers: Record<string, string | undefined>
      /** How much of a body is read before Next sees the request. */
      body: BodyLimit
      /** Whether a form comes with a session cookie of ours. */
      isSignedIn: boolean
    }

/** Files are only read. Next answers 500 to any other method, and where it cannot give the range that was asked for. */
const files = /^\/(_next\/|favicon\.svg$)/
const rangesAndConditions = ['range', 'if-range', 'if-match', 'if-unmodified-since']
const routerState = 'next-router-state-tree'
const anyHost = /^\/api\/health\/(live|ready)\/?$/

/** Next serves the page for its own failures as a page of its own, with the status 500. */
const errorPage = '/_global-error'

const noBody: BodyLimit = { bytes: 0, refusal: 'tooLarge' }

const reading = ['GET', 'HEAD', 'OPTIONS']
const writing = ['POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Decides over every request before Next does: whose host it is, whether a write by cookie comes from our own
 * pages, and what the rest of the house may believe about where it came from.
 */
export async function admit(arrival: Arrival): Promise<Admission> {
  const path = pathOf(arrival)
  if (!isPath(arrival.url, path)) return refuse(arrival, 'badAddress')
  const problem = headProblem(arrival)
  if (problem) return refuse(arrival, problem)
  if (decodeURIComponent(path) === errorPage) return refuse(arrival, 'nothingThere')
  // Whether this process lives is told without the database.
  if (anyHost.test(path)) return admittedAnywhere(arrival)
  const tenant = await tenantOfHost(one(arrival, 'host') ?? '')
  if (!tenant) return refuse(arrival, 'unknownHost')
  return refusalOfWrite(arrival, path, tenant) ?? admitted(arrival, tenant)
}

/** Null, or why Next must not see this body. */
export async function refusalOfBody(
  arrival: Arrival,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Refusal | null> {
  if (!isPageForm(arrival)) return null
  return (await isWithinFormLimits(arrival, bytes)) ? null : refusal(arrival, 'badBody')
}

/** The id that a request came with, if it can be one, else a new one. */
export function requestId({ headers }: Pick<Arrival, 'headers'>): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID()
}

function admittedAnywhere(arrival: Arrival): Admission {
  if (declaredLength(arrival)) return refuse(arrival, noBody.refusal)
  if (!isRead(arrival)) return refuse(arrival, 'unknownMethod')
  return { headers: pinned(arrival, null), body: noBody, isSignedIn: false }
}

async function admitted(arrival: Arrival, tenant: Tenant): Promise<Admission> {
  const declared = declaredLength(arrival)
  const body = await bodyLimit(tenant, arrival, declared)
  if (declared !== null && declared > body.bytes) return refuse(arrival, body.refusal)
  const dropped = isFile(pathOf(arrival)) ? rangesAndConditions : unreadableState(arrival)
  const pins = Object.fromEntries(dropped.map((name) => [name, undefined]))
  const isForm = !reading.includes(arrival.method) && !isForPrograms(arrival)
  const isSignedIn = isForm && (await readSessionCookie(tenant, arrival)) !== null
  return { headers: { ...pinned(arrival, tenant), ...pins }, body, isSignedIn }
}

/** Next answers 500 to the state of a router that it cannot read; without it, it gives the whole page. */
function unreadableState(arrival: Arrival): string[] {
  try {
    parseAndValidateFlightRouterState(arrival.headers[routerState])
    return []
  } catch {
    return [routerState]
  }
}

/** Null for a chunked body, which does not say its length. */
function declaredLength(arrival: Arrival): number | null {
  return arrival.headers['transfer-encoding'] === undefined
    ? Number(one(arrival, 'content-length') ?? 0)
    : null
}

function refusalOfWrite(arrival: Arrival, path: string, tenant: Tenant): Admission | null {
  const { method } = arrival
  if (isFile(path) && !isRead(arrival)) return refuse(arrival, 'unknownMethod')
  if (reading.includes(method)) return null
  const byCookie = !isForPrograms(arrival)
  if (byCookie && !fromOurPages(arrival, tenant)) return refuse(arrival, 'foreignForm')
  if (!writing.includes(method)) return refuse(arrival, 'unknownMethod')
  return byCookie && isMultipart(arrival) && !boundaryOf(arrival) ? refuse(arrival, 'badBody') : null
}

/** One slash, nothing that PostgreSQL cannot hold, and no step that Next would take to a path that we did not judge. */
function isPath(url: string, path: string): boolean {
  const isPlain = url.startsWith('/') && !url.startsWith('//') && !/%00/i.test(url)
  return isPlain && !/[/\\](\.|%2e){1,2}([/\\]|$)/i.test(path) && decodes(path)
}

function isRead({ method }: Arrival): boolean {
  return method === 'GET' || method === 'HEAD'
}

function isFile(path: string): boolean {
  return files.test(decodeURIComponent(path))
}

/** Next answers 500 to a segment that does not decode. */
function decodes(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

function refuse(...given: Parameters<typeof refusal>): Admission {
  return { refuse: refusal(...given) }
}

/** Origin must be there and ours; Sec-Fetch-Site, where a browser sends it, must agree. */
function fromOurPages(arrival: Arrival, tenant: Tenant): boolean {
  const site = one(arrival, 'sec-fetch-site')
  if (site !== undefined && site !== 'same-origin') return false
  const origin = one(arrival, 'origin')
  if (!origin || !URL.canParse(origin)) return false
  const [ours, theirs] = [new URL(tenant.url), new URL(origin)]
  return env().demo
    ? ours.protocol === theirs.protocol && ours.hostname === theirs.hostname
    : ours.origin === origin
}

function pinned(arrival: Arrival, tenant: Tenant | null): Record<string, string | undefined> {
  const pins: Record<string, string | undefined> = {}
  for (const name of Object.keys(arrival.headers)) {
    if (/^(forwarded|x-forwarded-.*|x-foyer-.*|x-middleware-.*|x-nonce|x-real-ip)$/.test(name))
      pins[name] = undefined
  }
  const base = tenant ? new URL(tenant.url) : null
  return {
    ...pins,
    ...shortUserAgent(arrival),
    'x-foyer-tenant': tenant?.id,
    'x-foyer-path': arrival.url.slice(0, 2048),
    'x-foyer-ip': clientAddress(arrival),
    'x-forwarded-host': base ? hostSeen(arrival, base) : undefined,
    'x-forwarded-proto': base?.protocol.slice(0, -1),
  }
}

/** The configured host; in the demo with the port that was really used, so that a second process answers for itself. */
function hostSeen(arrival: Arrival, base: URL): string {
  return env().demo ? (one(arrival, 'host') ?? base.host).toLowerCase() : base.host
}

/** Counts from the right: each trusted proxy appends the address that its request came from. */
function clientAddress(arrival: Arrival): string {
  const direct = arrival.remoteAddress ?? 'unknown'
  const hops = env().trustedProxies
  if (hops === 0) return direct
  const chain = (one(arrival, 'x-forwarded-for') ?? '').split(',').map((part) => part.trim())
  return chain.at(-hops) || direct
}
