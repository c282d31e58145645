import { createHash } from 'node:crypto'
import { BoundedMap } from '../bounded-map.ts'
import { metrics } from '../metrics.ts'
import { headerOf, pathOf, type IncomingRequest } from './incoming-request.ts'

/** Until when, as performance.now(), by network and place. */
const limited = new BoundedMap<string, number>(10_000)

/** A device that an account knows has limits of its own; who only claims to be one meets the limit where it is counted. */
const ofDevice = /\bfoyer\.[\w.-]+\.device=/

const actionId = /^[0-9a-f]{42}$/
const actionInForm = /\$ACTION_ID_([0-9a-f]{42})|"id":"([0-9a-f]{42})"/

interface Sent {
  incoming: IncomingRequest
  network: string
  bytes: Uint8Array | undefined
}

/** What the network sends to the same place is refused for so many seconds. */
export function noteNetworkLimit(sent: Sent, retryAfter: number): void {
  limited.set(placeOf(sent), performance.now() + retryAfter * 1000)
}

/** For how many seconds the network is refused here; null if it is not. */
export function networkLimit(sent: Sent): number | null {
  if (limited.size === 0 || ofDevice.test(headerOf(sent.incoming, 'cookie') ?? '')) return null
  const place = placeOf(sent)
  const until = limited.get(place)
  if (until === undefined) return null
  const milliseconds = until - performance.now()
  if (milliseconds <= 0) {
    limited.delete(place)
    return null
  }
  metrics().limits.inc({ limit: 'known_network' })
  return Math.ceil(milliseconds / 1000)
}

/** A page has several forms: each is a place of its own. As a hash, since clients choose how long a path is. */
function placeOf({ incoming, network, bytes }: Sent): string {
  const { method } = incoming
  const host = headerOf(incoming, 'host')
  const action = headerOf(incoming, 'next-action') ?? actionIn(bytes)
  const form = action !== undefined && actionId.test(action) ? action : undefined
  const place = JSON.stringify([network, host, method, decodeURIComponent(pathOf(incoming)), form])
  return createHash('sha256').update(place).digest('base64url')
}

/** Of a form that was sent without JavaScript. */
function actionIn(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1')
  const [, plain, ofReference] = actionInForm.exec(text) ?? []
  return plain ?? ofReference
}
