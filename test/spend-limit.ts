import { reserveAllowance } from '@/lib/db/limits'
import type { ApiCaller } from './api'
import type { OpenidTenant } from './fixtures/openid'

/** Uses up the requests that the application may make in 10 seconds. */
export async function spendLimit({ tenant }: OpenidTenant, { client }: ApiCaller): Promise<void> {
  const limit = { name: 'api-client', points: 300, seconds: 10 }
  const reservations = Array.from({ length: limit.points }, () =>
    reserveAllowance(limit, `${tenant.id} ${client.id}`),
  )
  await Promise.all(reservations)
}
