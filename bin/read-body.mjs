import { IncomingMessage } from 'node:http'

const patienceInMilliseconds = 10_000
const mostInAllBytes = 64 * 1024 * 1024

/** Bytes of all bodies that are being read in this process. */
let held = 0

/** Reads the whole body first, so that a slow sender occupies only memory. `limit` is { bytes, refusal }. */
export function readBody(request, limit) {
  return new Promise((resolve) => {
    const chunks = []
    let size = 0
    const timer = setTimeout(() => end({ refusal: 'tooSlow' }), patienceInMilliseconds)

    function take(chunk) {
      timer.refresh()
      size += chunk.length
      held += chunk.length
      if (size > limit.bytes) return end({ refusal: limit.refusal })
      if (held > mostInAllBytes) return end({ refusal: 'notNow' })
      // A small chunk may be a view of a large buffer, which would stay in memory with it.
      chunks.push(chunk.buffer.byteLength > 2 * chunk.length ? Buffer.from(chunk) : chunk)
    }

    function end(outcome) {
      clearTimeout(timer)
      held -= size
      request.off('data', take).off('end', finish).off('error', hangUp).off('close', hangUp)
      // Reads and drops the rest: closing the connection now would reset it and lose the response.
      request.on('error', () => {}).resume()
      resolve(outcome)
    }

    const finish = () => end({ bytes: Buffer.concat(chunks) })
    const hangUp = () => end({ refusal: 'tooSlow' })
    request.on('data', take).once('end', finish).once('error', hangUp).once('close', hangUp)
  })
}

/** A body can be read only once: returns a request that contains it again. */
export function withBody(request, bytes) {
  const again = new IncomingMessage(request.socket)
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request
  Object.assign(again, { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor })
  again.push(bytes)
  again.push(null)
  again.complete = true
  return again
}
