import { reserveAllowance } from '@/lib/db/limits'
import { apiLimits } from '@/lib/http/api-limits'
import type { ApiCaller } from './api'
import type { OpenidTenant } from './fixtures/openid'

/** Uses up the requests that the application may make in 10 seconds. */
export async function spendLimit({ tenant }: OpenidTenant, { client }: ApiCaller): Promise<void> {
  const { ofClient } = apiLimits()
  const reservations = Array.from({ length: ofClient.points }, () =>
    reserveAllowance(ofClient, `${tenant.id} ${client.id}`),
  )
  await Promise.all(reservations)
}
