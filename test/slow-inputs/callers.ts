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
      clients: z.looseObject({
        management: client,
        web: client.extend({ redirect_uri: z.string() }),
        web_no_org: client,
      }),
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

/** The credentials of a search’s callers. */
export class Callers {
  private constructor(
    private readonly product: { url: string; password: string },
    private readonly cookies: Record<Person, string>,
    private readonly token: string,
  ) {}

  static async signIn(url: string, demo: Demo): Promise<Callers> {
    const cookies = {
      owner: await signIn(url, demo.password, 'owner'),
      operator: await signIn(url, demo.password, 'operator'),
    }
    return new Callers({ url, password: demo.password }, cookies, await managementToken(url, demo))
  }

  /** The request as this caller sends it; headers of its own come first. */
  sends(shaped: Sent, caller: Caller): Sent {
    const { port } = new URL(this.product.url)
    const request = withPort(shaped, port)
    const { cookie, ...others } = request.headers
    if (caller === 'machine')
      return { ...request, headers: { authorization: `Bearer ${this.token}`, ...request.headers } }
    if (caller === 'stranger') return request
    const own = this.cookies[caller]
    return {
      ...request,
      headers: { ...others, cookie: cookie === undefined ? own : `${own}; ${cookie}` },
    }
  }

  /** Signs in again whose session a request has ended. False if the callers can no longer do what they could. */
  async renew(): Promise<boolean> {
    const asMachine = await this.statusOf('/api/v2/users', { authorization: `Bearer ${this.token}` })
    return asMachine === 200 && (await this.renewed('owner')) && (await this.renewed('operator'))
  }

  private async renewed(person: Person): Promise<boolean> {
    const isInside = async () =>
      (await this.statusOf(people[person].page, { cookie: this.cookies[person] })) === 200
    if (await isInside()) return true
    this.cookies[person] = await signIn(this.product.url, this.product.password, person)
    return isInside()
  }

  private async statusOf(path: string, headers: Record<string, string>): Promise<number | null> {
    return (await send(this.product.url, { method: 'GET', path, headers }, patience)).status
  }
}

function withPort(request: Sent, port: string): Sent {
  const { cookie } = request.headers
  if (cookie === undefined) return request
  return { ...request, headers: { ...request.headers, cookie: cookie.replaceAll(portPlaceholder, port) } }
}

type Person = Exclude<Caller, 'stranger' | 'machine'>

/** Each with a page that only they see. */
const people: Record<Person, { email: string; page: string }> = {
  owner: { email: 'ann@acme.test', page: '/o/acme/members' },
  operator: { email: 'olu@lumen.test', page: '/console/users' },
}

/** The cookies of a new session. */
async function signIn(url: string, password: string, person: Person): Promise<string> {
  const csrf = await send(url, { method: 'GET', path: '/api/auth/csrf', headers: {} }, patience)
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(JSON.parse(csrf.text))
  const form = new URLSearchParams({ csrfToken, email: people[person].email, password, json: 'true' })
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
