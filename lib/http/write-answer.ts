import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

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

async function encoded(
  { headers }: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): Promise<Buffer> {
  response.appendHeader('vary', 'accept-encoding')
  if (!takesGzip(String(headers['accept-encoding']))) return body
  response.setHeader('content-encoding', 'gzip')
  return compress(body)
}

function takesGzip(accepted: string): boolean {
  return accepted.split(',').some((coding) => {
    const [name = '', quality = ''] = coding.split(';')
    return name.trim().toLowerCase() === 'gzip' && !/^\s*q=0(\.0*)?\s*$/i.test(quality)
  })
}

/** HEAD without a body may state the length of GET’s body. */
function saysLength({ status, headers }: Response, body: Buffer): boolean {
  const mayHaveBody = status !== 204 && status !== 304
  return mayHaveBody && (body.length > 0 || !headers.has('content-length'))
}
