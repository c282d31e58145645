import { connect, type Socket } from 'node:net'

/** What came back to one request, and when. */
export interface Answer {
  status: number
  /** The status line and the headers. */
  head: string
  /** As it was sent, its first 100 KB. */
  body: string
  /** Seconds, or null where the header is missing. */
  retryAfter: number | null
  milliseconds: number
  /** When the last byte was sent, in milliseconds since 1970. */
  sentAt: number
}

export interface Wanted {
  port: number
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  body?: string
}

/** Opens a socket for each request, sends all but the last byte, then releases the last bytes together. */
export async function sendTogether(requests: readonly Wanted[]): Promise<Answer[]> {
  const waiting = await Promise.all(requests.map((request) => openAlmost(request, bytesOf(request))))
  return Promise.all(waiting.map((release) => release()))
}

/** One request on a socket of its own. */
export async function send(request: Wanted): Promise<Answer> {
  return sendBytes(request, bytesOf(request))
}

/** As send(), for who sends it again and again: the bytes of a large request take long to make. */
export async function sendBytes(request: Wanted, bytes: Buffer): Promise<Answer> {
  return (await openAlmost(request, bytes))()
}

async function openAlmost({ port }: Wanted, bytes: Buffer): Promise<() => Promise<Answer>> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  socket.on('error', () => socket.destroy())
  socket.setTimeout(60_000, () => socket.destroy())
  await new Promise((resolve) => socket.write(bytes.subarray(0, -1), resolve))
  return () => {
    const begun = performance.now()
    socket.write(bytes.subarray(-1))
    return answerOn(socket, begun)
  }
}

/** Of the whole HTTP request. */
export function bytesOf({ method, path, headers, body = '' }: Wanted): Buffer {
  const length = method === 'POST' ? { 'content-length': String(Buffer.byteLength(body)) } : {}
  const lines = Object.entries({ ...headers, ...length, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
}

/** A connection that breaks without an answer counts as status 0. */
function answerOn(socket: Socket, begun: number): Promise<Answer> {
  return new Promise((resolve) => {
    let text = ''
    let answered = 0
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      answered ||= performance.now()
      if (text.length < 100_000) text += chunk
    })
    const conclude = () => {
      const [head = '', ...rest] = text.split('\r\n\r\n')
      const retryAfter = /\r\nretry-after: (\d+)/i.exec(head)?.[1]
      resolve({
        status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0),
        head,
        body: rest.join('\r\n\r\n'),
        retryAfter: retryAfter === undefined ? null : Number(retryAfter),
        milliseconds: (answered || performance.now()) - begun,
        sentAt: performance.timeOrigin + begun,
      })
    }
    if (socket.closed) conclude()
    else socket.once('close', conclude)
  })
}
