import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { z } from 'zod'

const payload = z.object({
  type: z.string(),
  timestamp: z.iso.datetime(),
  data: z.looseObject({
    id: z.string().optional(),
    description: z.string(),
    details: z.unknown().optional(),
  }),
})

export interface Received {
  path: string
  headers: Record<string, string>
  body: string
  payload: z.infer<typeof payload>
}

/** `hang`: none at all. */
export type Answer = { status: number; headers?: Record<string, string> } | 'hang'

/** A receiver of webhooks on loopback, which answers each path as it is told, by default 204. */
export class WebhookReceiver {
  readonly received: Received[] = []
  readonly #answers = new Map<string, Answer[]>()

  private constructor(
    readonly server: Server,
    readonly origin: string,
  ) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const receiver = new WebhookReceiver(server, `http://127.0.0.1:${port}`)
    server.on('request', (request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const path = request.url ?? ''
        const body = Buffer.concat(parts).toString()
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        )
        receiver.received.push({ path, headers, body, payload: payload.parse(JSON.parse(body)) })
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

  at(path: string): Received[] {
    return this.received.filter((one) => one.path === path)
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }
}

/** As a receiver with this secret verifies it. @throws for a signature that is not valid */
export function verify({ body, headers }: Received, secret: string): void {
  new Webhook(secret).verify(body, headers)
}
