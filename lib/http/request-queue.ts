import type { IncomingMessage, ServerResponse } from 'node:http'
import { availableParallelism } from 'node:os'
import { BoundedQueue, type Leave } from '../bounded-queue.ts'
import { wasServerSilent } from '../request-state.ts'
import { linkIn, type Sender } from './sender.ts'

/** One processor is left for everything else: a password takes one for tens of milliseconds. */
export const hashingWidth = Math.min(3, Math.max(1, availableParallelism() - 1))

/** Public requests and password hashing have lanes of their own, so that they cannot take the places of others. */
const lanes = {
  // Of people who are signed in, and of programs.
  pages: new BoundedQueue({ width: 8, waiting: 256 }),
  // One thread works on all pages: more at once only make each of them, and those of others, slower.
  visitors: new BoundedQueue({ width: 2, waiting: 256 }),
  forms: new BoundedQueue({ width: 8, waiting: 256, waitMilliseconds: 8000 }),
  // Of files on pages, each entered before it is read: the one thread needs long for each.
  uploads: new BoundedQueue({ width: 2, waiting: 32, waitMilliseconds: 1000 }),
  // What refused clients still send of large requests: reading 2 MB takes the one thread as long as a page.
  refusedUploads: new BoundedQueue({ width: 2, waiting: 1000, waitMilliseconds: 8000 }),
  // A whole company may accept its invitations at once, from one network: better to wait than to be refused.
  invitees: new BoundedQueue({ width: 2, waiting: 160, waitMilliseconds: 8000 }),
  anonymous: new BoundedQueue({ width: hashingWidth, waiting: 64 }),
  tokens: new BoundedQueue({ width: 8, waiting: 256 }),
  // They wait for another server, and cost little here: a whole company may sign in by its provider at once.
  remote: new BoundedQueue({ width: 64, waiting: 128 }),
  // By SAML, which is checked here; of a whole company as well.
  assertions: new BoundedQueue({ width: 8, waiting: 256, waitMilliseconds: 8000 }),
}

const formLanes = { session: 'forms', link: 'invitees', anyone: 'anonymous' } as const

const longestWorkMilliseconds = 30_000

/** Of other requests than uploads. */
export const largestFormBytes = 100 * 1024

/** Others are served meanwhile. Not until the upload ends: a slow sender would take the places of others. */
const pauseMilliseconds = { uploads: 300, refusedUploads: 80 }

/** With less, a request is refused within eight seconds also where it waits for a silent database. */
const longWaitMilliseconds = 1000

type Lane = keyof typeof lanes

const reading = /^(GET|HEAD|OPTIONS)$/
/** Not the pages beside them. */
const throughProvider = /^\/(sign-in\/with\/(?!(failed|link|code)([/?]|$))|login\/callback([/?]|$))/
const byToken = /^\/(api\/v2|my-org|scim|userinfo)([/?]|$)/
const forApplications = /^\/(oauth|authorize|v2\/logout|api\/webhooks)([/?]|$)/
const health = /^\/api\/health([/?]|$)/
/** From memory, which has them under these names. */
const staticFile = /^\/_next\/static\/[\w./~-]+$/
/** Whether this request would be refused, which is asked before all other work on it. */
export function isQueueFull({ method = '', url = '', headers }: IncomingMessage, network: string): boolean {
  const mayBeSignedIn = headers.cookie !== undefined
  const sender = mayBeSignedIn ? 'session' : linkIn(url) ? 'link' : 'anyone'
  const lane = laneOf({ method, url, sender })
  if (lane === null) return false
  const isUpload = lane === 'forms' && Number(headers['content-length'] ?? 0) > largestFormBytes
  return lanes[lane].refuses(network) || (isUpload && lanes.uploads.refuses(network))
}

/** For each lane. */
export function countLanes(): [string, ReturnType<BoundedQueue['counts']>][] {
  return Object.entries(lanes).map(([lane, queue]) => [lane, queue.counts()])
}

interface Entrant {
  network: string
  sender: Sender
}

/**
 * Null if none is free in time, or the database has turned silent meanwhile. Freed when the work ends, Next waits for a slow
 * receiver, or after 30 seconds.
 */
export async function enterQueue(
  { method = '', url = '' }: IncomingMessage,
  response: ServerResponse,
  { network, sender }: Entrant,
): Promise<Leave | null> {
  const lane = laneOf({ method, url, sender })
  if (lane === null) return () => undefined
  const arrivedAt = performance.now()
  const leave = await enterUnlessGone(lane, response, network)
  const hasWaited = performance.now() - arrivedAt > longWaitMilliseconds
  if (!hasWaited || !wasServerSilent()) return leave && leaveEarly(response, leave)
  leave?.()
  return null
}

/** False if too many wait, none is free in time, or the client leaves or has left: of each network, one starts at a time, at intervals. */
export async function enterToRead(
  lane: keyof typeof pauseMilliseconds,
  response: ServerResponse,
  network: string,
): Promise<boolean> {
  if (response.closed) return false
  const leave = await enterUnlessGone(lane, response, network)
  if (leave) setTimeout(leave, pauseMilliseconds[lane])
  return leave !== null
}

async function enterUnlessGone(lane: Lane, response: ServerResponse, network: string): Promise<Leave | null> {
  const gone = new AbortController()
  const abort = () => gone.abort()
  response.once('close', abort)
  const leave = await lanes[lane].enter({ network, gone: gone.signal })
  response.off('close', abort)
  return leave
}

interface Queued {
  method: string
  url: string
  sender: Sender
}

function laneOf({ method, url, sender }: Queued): Lane | null {
  const isRead = reading.test(method)
  if (sender === 'own' || health.test(url) || (isRead && staticFile.test(url))) return null
  return isRead ? laneOfRead(url, sender) : laneOfWrite(url, sender)
}

function laneOfRead(url: string, sender: Sender): Lane {
  if (throughProvider.test(url)) return 'remote'
  return byToken.test(url) || sender === 'session' ? 'pages' : 'visitors'
}

function laneOfWrite(url: string, sender: Exclude<Sender, 'own'>): Lane {
  if (throughProvider.test(url)) return 'assertions'
  if (byToken.test(url)) return 'pages'
  if (forApplications.test(url)) return 'tokens'
  return formLanes[sender]
}

function leaveEarly(response: ServerResponse, leave: Leave): Leave {
  const timer = setTimeout(leave, longestWorkMilliseconds)
  const write = response.write.bind(response) as (...given: unknown[]) => boolean
  response.write = (...given: unknown[]) => {
    const goesOn = write(...given)
    if (!goesOn) leave()
    return goesOn
  }
  return () => {
    clearTimeout(timer)
    leave()
  }
}
