import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Posted<T> {
  path: string
  headers: Record<string, string>
  body: string
  payload: T
}

/** `hang`: none at all. */
export type Answer = { status: number; headers?: Record<string, string> } | 'hang'

/** A receiver on loopback, which answers each path as it is told, by default 204. */
export class PostReceiver<T> {
  readonly received: Posted<T>[] = []
  readonly #answers = new Map<string, Answer[]>()

  private constructor(
    readonly server: Server,
    readonly origin: string,
  ) {}

  static async start<T>(payloadOf: (body: string) => T): Promise<PostReceiver<T>> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const receiver = new PostReceiver<T>(server, `http://127.0.0.1:${port}`)
    server.on('request', (request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const path = request.url ?? ''
        const body = Buffer.concat(parts).toString()
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        )
        receiver.received.push({ path, headers, body, payload: payloadOf(body) })
        const answer = receiver.#answers.get(path)?.shift() ?? { status: 204 }
        if (answer !== 'hang') response.writeHead(answer.status, answer.headers).end()
      })
    })
    return receiver
  }

  /** Of the next requests of a path, in order. */
  script(path: string, ...answers: Answer[]): void {
    this.#answers.set(path, answers)
  }

  at(path: string): Posted<T>[] {
    return this.received.filter((one) => one.path === path)
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }
}
