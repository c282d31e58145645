import { reserveAllowance } from '@/lib/db/limits'
import type { ApiCaller } from './api'
import type { OpenidTenant } from './fixtures/openid'

/** The application has asked as often as it may in these seconds. */
export async function spendLimit({ tenant }: OpenidTenant, { client }: ApiCaller): Promise<void> {
  const limit = { name: 'api-client', points: 300, seconds: 10 }
  const organizations = Array.from({ length: limit.points }, () =>
    reserveAllowance(limit, `${tenant.id} ${client.id}`),
  )
  await Promise.all(organizations)
}
