import type { Event } from '@/lib/db/events'
import { writeIfPossible } from '@/lib/db/optional-write'
import { bypassRowSecurity, change, unchanged } from '@/lib/db/transaction'

interface Entry {
  tenantId: string
  organizationId: string
  userId: string
  sessionId: string
}

/** Once for each session. Not while the database accepts no writes. */
export function recordEntry(entry: Entry, event: Event): Promise<void> {
  return writeIfPossible(() => record(entry, event))
}

function record({ tenantId, organizationId, userId, sessionId }: Entry, event: Event): Promise<void> {
  return change(
    bypassRowSecurity('entering an organization is recorded for a checked session', tenantId, { userId }),
    async (tx) => {
      // The user’s first pages may be requested at the same time.
      await tx.$queryRaw`
        SELECT id FROM sessions WHERE tenant_id = ${tenantId} AND id = ${sessionId} FOR NO KEY UPDATE`
      const where = { tenantId, organizationId, targetId: sessionId, type: event.type }
      if ((await tx.auditEvent.count({ where })) > 0) return unchanged(undefined)
      return { result: undefined, events: [event] }
    },
  )
}
