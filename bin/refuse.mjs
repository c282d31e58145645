import { BoundedQueue } from '../lib/bounded-queue.ts'
import { StaggeredStart, StaggeredStartOfNetworks } from '../lib/http/staggered-start.ts'
import { largestFormBytes } from '../lib/http/request-queue.ts'
import { hasBody } from './drain.mjs'

const refusals = new StaggeredStart({ groupSize: 8, pauseMilliseconds: 8 })
/** A network that sends again as soon as it is refused takes little of the processor. */
const refusalsOfNetworks = new StaggeredStartOfNetworks({
  groupSize: 1,
  pauseMilliseconds: 25,
  maxGroups: 40,
})

/** Of what refused clients still send: reading 2 MB takes the one thread as long as a page. */
const readsOfRefused = new BoundedQueue({ width: 2, waiting: 1000, waitMilliseconds: 8000 })
const pauseBetweenReadsMilliseconds = 80

/**
 * The response ends when the client has sent all: closing the connection before would reset it and lose the response. What a large
 * request has left to send is read in turn, and not at all if too many wait for that.
 */
export function refuse(response, { status, headers, body }, network) {
  const { req, headersSent, expectsContinue } = response
  // Who is too slow may never send all.
  const closes = headers.connection === 'close'
  if (headersSent) return response.destroy()
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  if (closes || req.complete || expectsContinue || !hasBody(req.headers)) return response.end(body)
  response.write(body)
  const read = () => req.once('end', () => response.end()).resume()
  if (Number(req.headers['content-length'] ?? Infinity) <= largestFormBytes) return read()
  void readsOfRefused.enter({ network }).then((leave) => {
    if (!leave) return response.destroy()
    setTimeout(leave, pauseBetweenReadsMilliseconds)
    read()
  })
}

/** Those of one network at intervals, and of all; at once for who has waited. */
export async function refuseInTurn(response, { network, arrivedAt }, refusal) {
  const hasWaited = performance.now() - arrivedAt > 1000
  if (!hasWaited) await refusalsOfNetworks.turn(network)
  await refusals.turn()
  refuse(response, refusal(), network)
}
