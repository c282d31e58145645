import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { demoTenant } from './demo-tenant.ts'
import { asSuperuser, type TwoProcesses } from './two-processes.ts'

/** The Management API of two processes, for a machine of the demo. */
export interface PooledApi {
  product: TwoProcesses
  authorization: string
}

interface Reply {
  status: number
  text: string
  etag: string | null
}

export async function requestToken({ ports, dataDir }: TwoProcesses): Promise<string> {
  const { client_id = '', client_secret = '' } = demoTenant(dataDir).clients['management'] ?? {}
  const audience = `http://localhost:${ports[0]}/api/v2/`
  const body = new URLSearchParams({ client_id, client_secret, audience, grant_type: 'client_credentials' })
  const response = await fetch(`http://localhost:${ports[0]}/oauth/token`, { method: 'POST', body })
  const { access_token: token } = (await response.json()) as { access_token: string }
  return `Bearer ${token}`
}

export function problemIn({ status, text }: Reply): string {
  return `${status} ${(JSON.parse(text) as { errorCode?: string }).errorCode ?? ''}`.trim()
}

export function newName(): string {
  return `pooled-${randomUUID().slice(0, 13)}`
}

interface Created {
  process: number
  key: string
  name: string
}

export function createOrganization(place: PooledApi, { process, key, name }: Created): Promise<Reply> {
  const headers = { 'idempotency-key': key }
  return call(place, { process, method: 'POST', path: 'organizations', headers, body: { name } })
}

interface Call {
  process: number
  method: string
  path: string
  headers?: Record<string, string>
  body?: object
}

let calls = 0

/** Each from a network of its own. */
export async function call(
  { product, authorization }: PooledApi,
  { process, method, path, headers, body }: Call,
): Promise<Reply> {
  calls += 1
  const response = await fetch(`http://localhost:${product.ports[process]}/api/v2/${path}`, {
    method,
    headers: {
      authorization,
      'content-type': 'application/json',
      'x-forwarded-for': `10.${(calls >> 16) & 255}.${(calls >> 8) & 255}.${calls & 255}`,
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status: response.status, text: await response.text(), etag: response.headers.get('etag') }
}

export function countOrganizations({ product }: PooledApi, name: string): Promise<number> {
  return asSuperuser(product, async (client) => {
    const { rowCount } = await client.query('SELECT FROM organization_slugs WHERE slug = $1', [name])
    return rowCount ?? 0
  })
}

export async function until(isSo: () => Promise<boolean>): Promise<'yes' | 'no'> {
  for (let tries = 0; tries < 300; tries++) {
    if (await isSo()) return 'yes'
    await pause(50)
  }
  return 'no'
}

/** What the app’s role has in the database. */
export function countLeft({
  product,
}: PooledApi): Promise<{ locks: number; leases: number; sessions: number }> {
  return asSuperuser(product, async (client) => {
    const { rows } = await client.query<{ locks: number; leases: number; sessions: number }>(
      `SELECT (SELECT count(*)::int FROM pg_locks JOIN pg_stat_activity USING (pid)
          WHERE usename = 'foyer_app' AND locktype = 'advisory') AS locks,
        (SELECT count(*)::int FROM limits.leases WHERE expires_at > clock_timestamp()) AS leases,
        (SELECT count(*)::int FROM pg_stat_activity WHERE usename = 'foyer_app') AS sessions`,
    )
    return rows[0] ?? { locks: -1, leases: -1, sessions: -1 }
  })
}
