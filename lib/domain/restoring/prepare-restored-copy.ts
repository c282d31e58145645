import { bypassRowSecurity, change, withEvents } from '@/lib/db/transaction'
import { canOpenSigningKeys } from '../keys/process-secrets'
import { listTenants } from '../tenants/list-tenants'
import { endWhatWasOpen } from './end-what-was-open'
import { isRestoredCopy, recordDatabaseIdentity } from './restored-copy'

export interface RestoredTenant {
  tenantId: string
  /** How many rows were ended, by what they are. */
  ended: Record<string, number>
}

/**
 * Lets processes serve a restored database, after all that may have been used since the dump has ended; with
 * `nothingHappened` since, it goes on. No process may serve meanwhile. If it breaks off, processes still refuse to start, and the
 * next run does the rest. @throws Error if FOYER_SECRET is not that of the dump
 */
export async function prepareRestoredCopy({
  nothingHappened = false,
}: { nothingHappened?: boolean } = {}): Promise<RestoredTenant[]> {
  if (!(await canOpenSigningKeys())) {
    throw new Error(
      'Signing keys in this database do not open with FOYER_SECRET. Set it to the secret that Foyer had when the dump was made.',
    )
  }
  const isCopy = await isRestoredCopy()
  const tenants: RestoredTenant[] = []
  for (const { id: tenantId } of await listTenants()) {
    const ended = nothingHappened ? {} : await endWhatWasOpen(tenantId)
    if (isCopy || Object.keys(ended).length > 0) await recordRestoring(tenantId, ended)
    tenants.push({ tenantId, ended })
  }
  await recordDatabaseIdentity()
  return tenants
}

/** The log goes on after the last event of the dump, which it names. */
function recordRestoring(tenantId: string, ended: Record<string, number>): Promise<void> {
  return change(bypassRowSecurity('the log says that the database was restored', tenantId), async (tx) => {
    const [last] = await tx.$queryRaw<{ id: string; occurredAt: Date }[]>`
      SELECT id, occurred_at AS "occurredAt" FROM audit_events WHERE tenant_id = ${tenantId}
      ORDER BY occurred_at DESC, id DESC LIMIT 1`
    const before = last ? { lastEvent: last.id, lastEventAt: last.occurredAt.toISOString() } : {}
    const target = { kind: 'tenant', id: tenantId }
    return withEvents(undefined, [{ type: 'tenant.restored', target, details: { before, after: { ended } } }])
  })
}
