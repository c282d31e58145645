import { finished } from 'node:stream'
import { enterToRead, largestFormBytes } from '../lib/http/request-queue.ts'
import { StaggeredStart, StaggeredStartOfNetworks } from '../lib/http/staggered-start.ts'
import { hasBody } from './drain.mjs'

const refusals = new StaggeredStart({ groupSize: 8, pauseMilliseconds: 8 })
/** A network that sends again as soon as it is refused takes little of the processor. */
const refusalsOfNetworks = new StaggeredStartOfNetworks({
  groupSize: 1,
  pauseMilliseconds: 25,
  maxGroups: 40,
})

/**
 * The response ends when the client has sent all: closing the connection before would reset it and lose the response. What a large
 * request has left to send is read in turn, or not at all if too many wait for that; another request on that connection would wait
 * as long.
 */
export function refuse(response, { status, headers, body }, network) {
  const { req, headersSent, expectsContinue } = response
  if (headersSent) return response.destroy()
  // Who is too slow may never send all.
  const isTooSlow = headers.connection === 'close'
  const hasMore = !isTooSlow && !req.complete && !expectsContinue && hasBody(req.headers)
  const isLarge = hasMore && Number(req.headers['content-length'] ?? Infinity) > largestFormBytes
  const closes = isLarge ? { connection: 'close' } : {}
  response.writeHead(status, { ...headers, ...closes, 'content-length': Buffer.byteLength(body) })
  if (!hasMore) return response.end(body)
  response.write(body)
  const read = () => finished(req.resume(), () => response.end())
  if (!isLarge) return read()
  void enterToRead('refusedUploads', response, network).then((isNext) => (isNext ? read() : response.end()))
}

/** Those of one network at intervals, and of all; at once for who has waited. */
export async function refuseInTurn(response, { network, arrivedAt }, refusal) {
  const hasWaited = performance.now() - arrivedAt > 1000
  if (!hasWaited) await refusalsOfNetworks.turn(network)
  await refusals.turn()
  refuse(response, refusal(), network)
}
