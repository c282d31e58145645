import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state'
import { randomUUID } from 'node:crypto'
import { env } from '@/lib/env'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { isForPrograms, isRead, headerOf, pathOf, type IncomingRequest } from './incoming-request'
import { asOfClient, clientAddress, ownRequest } from './client-address'
import { bodyLimit, type BodyLimit } from './body-limits'
import { boundaryOf, isMultipart } from './form-limits'
import { headProblem, shortUserAgent } from './head-limits'
import { refusal, type Refusal } from './refusal'
import { isWithoutTenants, tenantOfHost } from '@/lib/web/tenant'
import { isLoopback } from '@/lib/domain/connections/provider-url'
import { setupPath } from './setup'
import { senderOf } from './sender-of'
import type { Sender } from './sender'

export type Admission =
  | { refuse: Refusal }
  | {
      headers: Record<string, string | undefined>
      body: BodyLimit
      sender: Sender
    }

/** Next answers 500 to a write to a file, and to a range that it cannot serve. */
const files = /^\/(_next\/|favicon\.svg$|robots\.txt$)/
const rangesAndConditions = ['range', 'if-range', 'if-match', 'if-unmodified-since']
const routerState = 'next-router-state-tree'
const anyHost = /^\/api\/health(\/(live|ready))?\/?$/

/** Next serves its error page at this path, with status 500. */
const errorPage = '/_global-error'

const setupBody: BodyLimit = { bytes: 20_000, refusal: 'tooLarge' }
const noBody: BodyLimit = { bytes: 0, refusal: 'tooLarge' }

const reading = ['GET', 'HEAD', 'OPTIONS']
const writing = ['POST', 'PUT', 'PATCH', 'DELETE']

/** Before Next: finds the tenant, checks the origin of writes with our cookie, sets headers that Foyer trusts. */
export async function admit(received: IncomingRequest): Promise<Admission> {
  const incoming = asOfClient(received)
  const path = pathOf(incoming)
  if (!isPath(incoming.url, path)) return refuse(incoming, 'badAddress')
  const problem = headProblem(incoming)
  if (problem) return refuse(incoming, problem)
  if (decodeURIComponent(path) === errorPage) return refuse(incoming, 'nothingThere')
  // Liveness must not depend on the database.
  if (anyHost.test(path)) return admittedAnywhere(incoming)
  const tenant = await tenantOfHost(headerOf(incoming, 'host') ?? '')
  if (!tenant) return (await admissionToSetup(incoming)) ?? refuse(incoming, 'unknownHost')
  return refusalOfWrite(incoming, path, tenant) ?? (await admitted(incoming, tenant))
}

export function requestId({ headers }: Pick<IncomingRequest, 'headers'>): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID()
}

function admittedAnywhere(incoming: IncomingRequest): Admission {
  if (declaredLength(incoming)) return refuse(incoming, noBody.refusal)
  if (!isRead(incoming)) return refuse(incoming, 'unknownMethod')
  return { headers: pinned(incoming, null), body: noBody, sender: 'anyone' }
}

async function admitted(incoming: IncomingRequest, tenant: Tenant): Promise<Admission> {
  const declared = declaredLength(incoming)
  const body = await bodyLimit(tenant, incoming, declared)
  if (declared !== null && declared > body.bytes) return refuse(incoming, body.refusal)
  const dropped = isFile(pathOf(incoming)) ? rangesAndConditions : unreadableState(incoming)
  const pins = Object.fromEntries(dropped.map((name) => [name, undefined]))
  const sender = await senderOf(tenant, incoming)
  return { headers: { ...pinned(incoming, tenant), ...pins }, body, sender }
}

/** Null for all but a browser on this machine, while there is no tenant. */
async function admissionToSetup(incoming: IncomingRequest): Promise<Admission | null> {
  if (!isOnThisMachine(incoming) || !(await isWithoutTenants())) return null
  if (pathOf(incoming) !== setupPath) return isRead(incoming) ? refuse(incoming, 'notSetUp') : null
  if (!isRead(incoming) && !isOwnForm(incoming)) return refuse(incoming, 'foreignForm')
  if ((declaredLength(incoming) ?? 0) > setupBody.bytes) return refuse(incoming, setupBody.refusal)
  const origin = { 'x-forwarded-host': headerOf(incoming, 'host'), 'x-forwarded-proto': 'http' }
  return { headers: { ...pinned(incoming, null), ...origin }, body: setupBody, sender: 'anyone' }
}

function isOnThisMachine(incoming: IncomingRequest): boolean {
  const name = hostName(headerOf(incoming, 'host') ?? '')
  const isDirect =
    isLoopback(incoming.remoteAddress ?? '') && incoming.headers['x-forwarded-for'] === undefined
  return isDirect && (name === 'localhost' || isLoopback(name))
}

function hostName(host: string): string {
  return URL.parse(`http://${host}`)?.hostname.replace(/^\[|\]$/g, '') ?? ''
}

function isOwnForm(incoming: IncomingRequest): boolean {
  return headerOf(incoming, 'origin') === `http://${headerOf(incoming, 'host') ?? ''}`
}

/** Next answers 500 to a router state that it cannot parse. Without one, it sends the whole page. */
function unreadableState(incoming: IncomingRequest): string[] {
  try {
    parseAndValidateFlightRouterState(incoming.headers[routerState])
    return []
  } catch {
    return [routerState]
  }
}

/** Null for a chunked body. */
function declaredLength(incoming: IncomingRequest): number | null {
  return incoming.headers['transfer-encoding'] === undefined
    ? Number(headerOf(incoming, 'content-length') ?? 0)
    : null
}

function refusalOfWrite(incoming: IncomingRequest, path: string, tenant: Tenant): Admission | null {
  const { method } = incoming
  if (isFile(path) && !isRead(incoming)) return refuse(incoming, 'unknownMethod')
  if (reading.includes(method)) return null
  const byCookie = !isForPrograms(incoming)
  if (byCookie && !fromOurPages(incoming, tenant)) return refuse(incoming, 'foreignForm')
  if (!writing.includes(method)) return refuse(incoming, 'unknownMethod')
  return byCookie && isMultipart(incoming) && !boundaryOf(incoming) ? refuse(incoming, 'badBody') : null
}

/** No double slash, nothing that PostgreSQL cannot store, no `..` by which Next would reach an unchecked path. */
function isPath(url: string, path: string): boolean {
  const isPlain = url.startsWith('/') && !url.startsWith('//') && !/%00/i.test(url)
  return isPlain && !/[/\\](\.|%2e){1,2}([/\\]|$)/i.test(path) && decodes(path)
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

/** Origin must be ours; Sec-Fetch-Site, if sent, must be same-origin. */
function fromOurPages(incoming: IncomingRequest, tenant: Tenant): boolean {
  const site = headerOf(incoming, 'sec-fetch-site')
  if (site !== undefined && site !== 'same-origin') return false
  const origin = headerOf(incoming, 'origin')
  if (!origin || !URL.canParse(origin)) return false
  const [ours, theirs] = [new URL(tenant.url), new URL(origin)]
  return env().demo
    ? ours.protocol === theirs.protocol && ours.hostname === theirs.hostname
    : ours.origin === origin
}

function pinned(incoming: IncomingRequest, tenant: Tenant | null): Record<string, string | undefined> {
  const pins: Record<string, string | undefined> = {}
  for (const name of Object.keys(incoming.headers)) {
    if (/^(forwarded|x-forwarded-.*|x-foyer-.*|x-middleware-.*|x-nonce|x-real-ip)$/.test(name))
      pins[name] = undefined
  }
  const base = tenant ? new URL(tenant.url) : null
  return {
    ...pins,
    ...shortUserAgent(incoming),
    'x-foyer-tenant': tenant?.id,
    'x-foyer-path': incoming.url.slice(0, 2048),
    ...queryAsReceived(incoming),
    'x-foyer-ip': clientAddress(incoming),
    'x-foyer-own': ownRequest,
    host: headerOf(incoming, 'host'),
    'x-forwarded-host': base ? hostSeen(incoming, base) : undefined,
    'x-forwarded-proto': base?.protocol.slice(0, -1),
  }
}

/** A SAML provider signs the octets of its query, and a URL may write them in another way. */
function queryAsReceived(incoming: IncomingRequest): Record<string, string> {
  const at = incoming.url.indexOf('?')
  return at > 0 && pathOf(incoming).startsWith('/saml/') ? { 'x-foyer-query': incoming.url.slice(at) } : {}
}

/** In the demo with the real port, so that a second process works too. */
function hostSeen(incoming: IncomingRequest, base: URL): string {
  return env().demo ? (headerOf(incoming, 'host') ?? base.host).toLowerCase() : base.host
}
