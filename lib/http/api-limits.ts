import { reserveAllowance, type Allowance, type Limit } from '@/lib/db/limits'
import { env } from '@/lib/env'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import type { Bearer } from './bearer'
import { ApiProblem } from './auth0/problem'

/** Published in docs/api.md. */
export function apiLimits(): { ofClient: Limit; ofTenant: Limit } {
  const { apiLimit } = env()
  return {
    ofClient: { name: 'api-client', points: apiLimit, seconds: 10 },
    ofTenant: { name: 'api-tenant', points: 3 * apiLimit, seconds: 10 },
  }
}

interface Counted {
  tenant: Tenant
  bearer: Bearer
  isReading: boolean
}

/** Per client and tenant; headers show the tighter (`x-ratelimit-reset`: unix seconds). @throws ApiProblem 429 */
export async function enforceRateLimit(
  { tenant, bearer, isReading }: Counted,
  headers: Headers,
): Promise<void> {
  const { ofClient, ofTenant } = apiLimits()
  const own = await reserveAllowance(ofClient, `${tenant.id} ${bearer.clientId}`, { isReading })
  const all =
    own === null || own.remaining < 0 ? null : await reserveAllowance(ofTenant, tenant.id, { isReading })
  if (own === null) return
  const tighter = all !== null && all.remaining < own.remaining ? all : own
  describe(headers, tighter)
  if (tighter.remaining >= 0) return
  const seconds = Math.max(1, Math.ceil((tighter.resetsAt.getTime() - Date.now()) / 1000))
  headers.set('retry-after', String(seconds))
  throw new ApiProblem(429, 'Global limit has been reached', { errorCode: 'too_many_requests' })
}

function describe(headers: Headers, { limit, remaining, resetsAt }: Allowance): void {
  headers.set('x-ratelimit-limit', String(limit))
  headers.set('x-ratelimit-remaining', String(Math.max(0, remaining)))
  headers.set('x-ratelimit-reset', String(Math.ceil(resetsAt.getTime() / 1000)))
}
