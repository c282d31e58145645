import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * `429:2` asks to come back after two seconds; `timeout` takes nothing and never answers; `accept-then-hang` takes
 * the mail and never answers; `accept-then-500` takes it and answers 500; `reset` takes it and closes the connection.
 */
type Mode =
  | 'ok'
  | `429:${number}`
  | 'timeout'
  | 'accept-then-hang'
  | 'accept-then-500'
  | 'reset'
  | '401'
  | '403'
  | '408'
  | '409'
  | '422'
  | '500'
  | '502'
  | '503'

/** A mail that reached the person, once for each idempotency key. */
interface FakeDelivery {
  id: string
  to: string
  from: string
  replyTo: string | undefined
  subject: string
  html: string
  text: string
  tags: Record<string, string>
  apiKey: string
  idempotencyKey: string | undefined
  /** Milliseconds since 1970. */
  at: number
}

export interface FakeResend {
  url: string
  deliveries: () => FakeDelivery[]
  /** How often it was asked, and when. */
  attempts: () => { idempotencyKey: string | undefined; at: number }[]
  /** A list is used up, one request each, then it is `ok` again; a single mode stays. */
  script: (next: Mode[] | Mode) => void
  /** From then on only these API keys are accepted, each for its domains. */
  knowOnly: (accounts: Record<string, string[]>) => void
  /** While on, connections are refused; then the same port listens again. */
  refuse: (on: boolean) => Promise<void>
  close: () => Promise<void>
}

/** A stand-in for Resend on loopback that keeps idempotency keys as Resend does. */
export async function startFakeResend(at = 0): Promise<FakeResend> {
  const api = new FakeApi()
  const server = createServer((request, response) => {
    void api.answer(request, response)
  })
  await listen(server, at)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    deliveries: () => [...api.deliveries],
    attempts: () => [...api.attempts],
    script: (next) => {
      api.script(next)
    },
    knowOnly: (accounts) => {
      api.accounts = accounts
    },
    refuse: async (on) => {
      if (on && server.listening) await stop(server)
      if (!on && !server.listening) await listen(server, port)
    },
    close: async () => {
      if (server.listening) await stop(server)
    },
  }
}

type Server = ReturnType<typeof createServer>

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

interface Call {
  request: IncomingMessage
  response: ServerResponse
  body: string
  key: string | undefined
}

interface AcceptedRequest {
  id: string
  body: string
}

class FakeApi {
  readonly deliveries: FakeDelivery[] = []
  readonly attempts: { idempotencyKey: string | undefined; at: number }[] = []
  accounts: Record<string, string[]> | undefined
  private readonly accepted = new Map<string, AcceptedRequest>()
  private lastingMode: Mode = 'ok'
  private queued: Mode[] = []

  script(next: Mode[] | Mode): void {
    this.lastingMode = Array.isArray(next) ? 'ok' : next
    this.queued = Array.isArray(next) ? [...next] : []
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const key = request.headers['idempotency-key']?.toString()
    const body = await text(request)
    if (body === null) return
    this.attempts.push({ idempotencyKey: key, at: Date.now() })
    const mode = this.queued.shift() ?? this.lastingMode
    if (/^\d/.test(mode)) fail(response, mode)
    else if (mode !== 'timeout') this.serve(mode, { request, body, key, response })
  }

  private serve(mode: Mode, { request, body, key, response }: Call): void {
    const apiKey = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const outcome = wrongs(request, body) ?? this.refusal(apiKey, body) ?? this.take({ body, key, apiKey })
    if (mode === 'reset') request.socket.destroy()
    if (mode === 'accept-then-500') fail(response, '500')
    if (mode === 'ok') reply(response, outcome)
  }

  /** As Resend’s own. */
  private refusal(apiKey: string, body: string): Outcome | null {
    if (this.accounts === undefined) return null
    const domains = this.accounts[apiKey]
    if (domains === undefined) return problem(401, 'validation_error', 'API key is invalid')
    const [, domain = ''] = /@([^>]+)>?$/.exec(read(body).from) ?? []
    if (domains.includes(domain)) return null
    const sentence = `The ${domain} domain is not verified. Please, add and verify your domain on https://resend.com/domains`
    return problem(403, 'validation_error', sentence)
  }

  private take({ body, key, apiKey }: { body: string; key: string | undefined; apiKey: string }): Outcome {
    const accountKey = key === undefined ? undefined : `${apiKey} ${key}`
    const known = accountKey === undefined ? undefined : this.accepted.get(accountKey)
    if (known !== undefined && known.body !== body) return problem(409, 'invalid_idempotent_request')
    if (known !== undefined) return { status: 200, body: { id: known.id } }
    const id = randomUUID()
    if (accountKey !== undefined) this.accepted.set(accountKey, { id, body })
    this.deliveries.push({ ...read(body), id, apiKey, idempotencyKey: key, at: Date.now() })
    return { status: 200, body: { id } }
  }
}

interface Outcome {
  status: number
  body: Record<string, unknown>
}

interface Posted {
  from: string
  replyTo: string | undefined
  to: string
  subject: string
  html: string
  text: string
  tags: Record<string, string>
}

const names: Record<string, string> = {
  401: 'missing_api_key',
  403: 'invalid_api_key',
  409: 'concurrent_idempotent_requests',
  422: 'validation_error',
  429: 'rate_limit_exceeded',
  500: 'internal_server_error',
}

function fail(response: ServerResponse, mode: string): void {
  const [status = '500', seconds] = mode.split(':')
  if (seconds !== undefined) response.setHeader('retry-after', seconds)
  const name = names[status]
  if (name !== undefined) {
    reply(response, problem(Number(status), name))
    return
  }
  // What is not Resend's own is a gateway's page.
  response.writeHead(Number(status), { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>')
}

function problem(status: number, name: string, message = `This is the fake’s ${name}.`): Outcome {
  return { status, body: { statusCode: status, name, message } }
}

function wrongs({ method, url, headers }: IncomingMessage, body: string): Outcome | null {
  const key = headers['idempotency-key']
  if (method !== 'POST' || url !== '/emails') return problem(404, 'not_found')
  if (!/^Bearer \S+$/.test(headers.authorization ?? '')) return problem(401, 'missing_api_key')
  if (key !== undefined && !/^.{1,256}$/.test(key.toString())) return problem(400, 'invalid_idempotency_key')
  const posted = read(body)
  if ([posted.from, posted.to, posted.subject].includes('')) return problem(422, 'missing_required_field')
  return isWellFormed(posted) ? null : problem(422, 'validation_error')
}

function isWellFormed({ to, subject, tags }: Posted): boolean {
  const names = Object.entries(tags).flat()
  return /^\S+@\S+$/.test(to) && !/[\r\n]/.test(subject) && names.every((name) => /^[\w-]{1,256}$/.test(name))
}

function read(body: string): Posted {
  const posted = JSON.parse(body) as Partial<Omit<Posted, 'to' | 'tags' | 'replyTo'>> & {
    reply_to?: string
    to?: string | string[]
    tags?: { name: string; value: string }[]
  }
  return {
    from: posted.from ?? '',
    replyTo: posted.reply_to,
    to: [posted.to ?? ''].flat().join(', '),
    subject: posted.subject ?? '',
    html: posted.html ?? '',
    text: posted.text ?? '',
    tags: Object.fromEntries((posted.tags ?? []).map(({ name, value }) => [name, value])),
  }
}

function reply(response: ServerResponse, { status, body }: Outcome): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** Null when the caller hangs up before it has said everything. */
async function text(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer)
  } catch {
    return null
  }
  return Buffer.concat(chunks).toString('utf8')
}
