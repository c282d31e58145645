import type { TenantAccess } from '@/lib/access'
import { type Limit, reserve } from '@/lib/db/limits'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { readLogStream, targetOf } from './log-stream'

const perStream: Limit = { name: 'log_stream_test', points: 20, seconds: 60 * 60 }

/** The type of its event, which the stream sends whatever its categories are. */
export const testType = 'log_stream.test_sent'

/** Sends an event of the log, at once also if the stream waits. @throws DomainError not_found, too_many; conflict unless it is active */
export async function testLogStream(access: TenantAccess<'update:log_streams'>, id: string): Promise<void> {
  const { tenantId } = access
  await reserve(perStream, `${tenantId} ${id}`)
  return change(access, async (tx) => {
    const stream = await readLogStream(tx, tenantId, id)
    if (stream.state !== 'active') throw new DomainError('conflict', 'Resume the log stream first.')
    await tx.logStream.updateMany({ where: { tenantId, id }, data: { holdUntil: null } })
    return { result: undefined, events: [{ type: 'log_stream.test_sent', target: targetOf(stream) }] }
  })
}
