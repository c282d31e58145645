import { IncomingMessage } from 'node:http'

const idleTimeoutMilliseconds = 10_000
const mostInAllBytes = 64 * 1024 * 1024
const mostOfNetworkBytes = 16 * 1024 * 1024

/** Bytes of all bodies that are being read in this process, and of those from each network. */
let held = 0
const heldFrom = new Map()

/**
 * Reads the whole body first, so that a slow sender occupies only memory.
 * `limit` is { bytes, refusal }, `network` the client’s, as networkOf() writes it.
 */
export function readBody(request, limit, network) {
  return new Promise((resolve) => {
    const chunks = []
    let size = 0

    function hold(bytes) {
      size += bytes
      held += bytes
      const ofNetwork = (heldFrom.get(network) ?? 0) + bytes
      if (ofNetwork === 0) heldFrom.delete(network)
      else heldFrom.set(network, ofNetwork)
      return held <= mostInAllBytes && ofNetwork <= mostOfNetworkBytes
    }

    const timer = setTimeout(() => end({ refusal: 'tooSlow' }), idleTimeoutMilliseconds)

    function take(chunk) {
      timer.refresh()
      const isRoom = hold(chunk.length)
      if (size > limit.bytes) return end({ refusal: limit.refusal })
      if (!isRoom) return end({ refusal: 'notNow' })
      // A small chunk may be a view of a large buffer, which would stay in memory with it.
      chunks.push(chunk.buffer.byteLength > 2 * chunk.length ? Buffer.from(chunk) : chunk)
    }

    function end(outcome) {
      clearTimeout(timer)
      hold(-size)
      request.off('data', take).off('end', finish).off('error', hangUp).off('close', hangUp)
      // The refusal reads the rest.
      request.on('error', () => {}).pause()
      resolve(outcome)
    }

    const finish = () => end({ bytes: Buffer.concat(chunks) })
    const hangUp = () => end({ refusal: 'tooSlow' })
    request.on('data', take).once('end', finish).once('error', hangUp).once('close', hangUp)
  })
}

/** A body can be read only once: returns a request that contains it again. */
export function withBody(request, bytes) {
  const { method, headers } = request
  return copyOf(request, { method, headers, bytes })
}

/** Asks for the page that the form was posted to. */
export function withoutBody(request) {
  const headers = { ...request.headers }
  for (const name of ['content-type', 'content-length', 'transfer-encoding'])
    Reflect.deleteProperty(headers, name)
  return copyOf(request, { method: 'GET', headers, bytes: Buffer.alloc(0) })
}

function copyOf(request, { method, headers, bytes }) {
  const again = new IncomingMessage(request.socket)
  const { url, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request
  Object.assign(again, { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor })
  if (bytes.length > 0) again.push(bytes)
  again.push(null)
  again.complete = true
  return again
}
