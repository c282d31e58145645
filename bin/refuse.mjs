import { StaggeredStart, StaggeredStartOfNetworks } from '../lib/http/staggered-start.ts'
import { hasBody } from './drain.mjs'

const refusals = new StaggeredStart({ groupSize: 8, pauseMilliseconds: 8 })
/** A network that sends again as soon as it is refused takes little of the processor. */
const refusalsOfNetworks = new StaggeredStartOfNetworks({
  groupSize: 1,
  pauseMilliseconds: 25,
  maxGroups: 40,
})

/** The response ends when the client has sent all: closing the connection before would reset it and lose the response. */
export function refuse(response, { status, headers, body }) {
  const { req, headersSent, expectsContinue } = response
  // Who is too slow may never send all.
  const closes = headers.connection === 'close'
  if (headersSent) return response.destroy()
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  if (closes || req.complete || expectsContinue || !hasBody(req.headers)) return response.end(body)
  response.write(body)
  req.once('end', () => response.end()).resume()
}

/** Those of one network at intervals, and of all; at once for who has waited. */
export async function refuseInTurn(response, { network, arrivedAt }, refusal) {
  const hasWaited = performance.now() - arrivedAt > 1000
  if (!hasWaited) await refusalsOfNetworks.turn(network)
  await refusals.turn()
  refuse(response, refusal())
}
