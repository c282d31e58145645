import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Caller, Sent } from './entry'
import { portPlaceholder } from './head-shapes'
import { send } from './send'

const client = z.object({ client_id: z.string(), client_secret: z.string() })
const demo = z.object({
  url: z.string(),
  password: z.string(),
  tenants: z.array(
    z.object({
      id: z.string(),
      url: z.string(),
      organizations: z.record(
        z.string(),
        z.object({ id: z.string(), members: z.record(z.string(), z.object({ user_id: z.string() })) }),
      ),
      roles: z.record(z.string(), z.string()),
      connections: z.record(z.string(), z.string()),
      api: z.object({ identifier: z.string(), id: z.string() }),
      clients: z.looseObject({ management: client, web: client.extend({ redirect_uri: z.string() }) }),
    }),
  ),
})

export type Demo = z.output<typeof demo>['tenants'][number] & { password: string }

const patience = 30_000

/** What the demo has in its default tenant. */
export function readDemo(dataDir: string): Demo {
  const { password, tenants } = demo.parse(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')))
  const [tenant] = tenants
  if (!tenant) throw new Error('The demo has no tenant.')
  return { ...tenant, password }
}

/** What the callers of a search prove themselves with. */
export class Callers {
  private constructor(
    private readonly organization: { url: string; password: string },
    private cookie: string,
    private readonly token: string,
  ) {}

  static async signIn(url: string, demo: Demo): Promise<Callers> {
    const cookie = await signIn(url, demo.password)
    const token = await managementToken(url, demo)
    return new Callers({ url, password: demo.password }, cookie, token)
  }

  /** The request as this caller sends it; headers of its own come first. */
  sends(shaped: Sent, caller: Caller): Sent {
    const { port } = new URL(this.organization.url)
    const request = withPort(shaped, port)
    const { cookie, ...others } = request.headers
    if (caller === 'machine')
      return { ...request, headers: { authorization: `Bearer ${this.token}`, ...request.headers } }
    if (caller === 'stranger') return request
    return {
      ...request,
      headers: { ...others, cookie: cookie === undefined ? this.cookie : `${this.cookie}; ${cookie}` },
    }
  }

  /** Signs in again if a request has ended the session. False if the callers can no longer do what they could. */
  async renew(): Promise<boolean> {
    const isInside = async () => (await this.statusOf('/o/acme/members', { cookie: this.cookie })) === 200
    if (!(await isInside())) this.cookie = await signIn(this.organization.url, this.organization.password)
    const asMachine = await this.statusOf('/api/v2/users', { authorization: `Bearer ${this.token}` })
    return asMachine === 200 && (await isInside())
  }

  private async statusOf(path: string, headers: Record<string, string>): Promise<number | null> {
    return (await send(this.organization.url, { method: 'GET', path, headers }, patience)).status
  }
}

function withPort(request: Sent, port: string): Sent {
  const { cookie } = request.headers
  if (cookie === undefined) return request
  return { ...request, headers: { ...request.headers, cookie: cookie.replaceAll(portPlaceholder, port) } }
}

const owner = 'ann@acme.test'

/** The cookies of the owner's new session. */
async function signIn(url: string, password: string): Promise<string> {
  const csrf = await send(url, { method: 'GET', path: '/api/auth/csrf', headers: {} }, patience)
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(JSON.parse(csrf.text))
  const form = new URLSearchParams({ csrfToken, email: owner, password, json: 'true' })
  const answer = await send(
    url,
    {
      method: 'POST',
      path: '/api/auth/callback/credentials',
      headers: {
        origin: url,
        cookie: cookiesOf(csrf.headers),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: Buffer.from(form.toString()),
    },
    patience,
  )
  return cookiesOf(answer.headers)
}

/** A token of the demo's client for the Management API, with every scope. */
async function managementToken(url: string, { clients, url: tenantUrl }: Demo): Promise<string> {
  const form = { ...clients.management, grant_type: 'client_credentials', audience: `${tenantUrl}/api/v2/` }
  const { text } = await send(
    url,
    {
      method: 'POST',
      path: '/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(new URLSearchParams(form).toString()),
    },
    patience,
  )
  return z.object({ access_token: z.string() }).parse(JSON.parse(text)).access_token
}

function cookiesOf(headers: Record<string, string | string[] | undefined>): string {
  return [headers['set-cookie'] ?? []]
    .flat()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ')
}
