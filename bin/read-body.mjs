import { IncomingMessage } from 'node:http'

const patienceInMilliseconds = 10_000
const mostInAllBytes = 64 * 1024 * 1024

/** Bytes of all bodies that are being read in this process. */
let held = 0

/**
 * Reads a body whole, so that a slow sender occupies nothing but its bytes.
 * @param {IncomingMessage} request
 * @param {{ bytes: number, refusal: string }} limit and what is said to who passes it
 * @returns {Promise<{ bytes?: Buffer, refusal?: string }>} the bytes, or why there are none: the limit was passed, ten
 * seconds went by without a byte (`tooSlow`), other bodies fill the memory set aside for them (`notNow`), or the sender
 * hung up (`tooSlow`, which nobody reads)
 */
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
      // The rest is read and dropped: a connection closed on it would be reset, and the answer lost.
      request.on('error', () => {}).resume()
      resolve(outcome)
    }

    const finish = () => end({ bytes: Buffer.concat(chunks) })
    const hangUp = () => end({ refusal: 'tooSlow' })
    request.on('data', take).once('end', finish).once('error', hangUp).once('close', hangUp)
  })
}

/** A body can be read once: a request that holds it again. */
export function withBody(request, bytes) {
  const again = new IncomingMessage(request.socket)
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request
  Object.assign(again, { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor })
  again.push(bytes)
  again.push(null)
  again.complete = true
  return again
}
