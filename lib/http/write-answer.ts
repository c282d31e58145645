import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import Negotiator from 'negotiator'

const compress = promisify(gzip)

/** Less fits into one packet uncompressed. */
const worthCompressingBytes = 1024

export async function writeAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Response,
): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer())
  response.setHeaders(answer.headers)
  const sent = body.length >= worthCompressingBytes ? await encoded(request, response, body) : body
  if (saysLength(answer, sent)) response.setHeader('content-length', sent.length)
  response.writeHead(answer.status)
  response.end(sent)
}

async function encoded(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<Buffer> {
  response.appendHeader('vary', 'accept-encoding')
  if (new Negotiator(request).encodings(['gzip']).length === 0) return body
  response.setHeader('content-encoding', 'gzip')
  return compress(body)
}

/** HEAD without a body may state the length of GET’s body. */
function saysLength({ status, headers }: Response, body: Buffer): boolean {
  const mayHaveBody = status !== 204 && status !== 304
  return mayHaveBody && (body.length > 0 || !headers.has('content-length'))
}
