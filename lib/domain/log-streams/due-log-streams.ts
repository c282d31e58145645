import { bypassRowSecurity, read } from '@/lib/db/transaction'
import type { LogStreamType } from './log-stream'

export interface DueLogStream {
  tenantId: string
  streamId: string
}

/** Of all tenants, in no order: active ones of these types that neither wait nor are being served. */
export function dueLogStreams(types: readonly LogStreamType[]): Promise<DueLogStream[]> {
  return read(
    bypassRowSecurity('the log streams of all tenants are served', ''),
    (tx) =>
      tx.$queryRaw<DueLogStream[]>`
      SELECT s.tenant_id AS "tenantId", s.id AS "streamId" FROM log_streams s
      WHERE s.state = 'active' AND s.type = ANY (${[...types]}) AND coalesce(s.hold_until <= now(), true)
        AND coalesce(s.leased_until <= now(), true)
      ORDER BY random()`,
  )
}
