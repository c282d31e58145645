import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { readSession, type SessionOfUser } from './sessions'

/** @throws DomainError not_found */
export function setSessionMetadata(
  access: TenantAccess<'update:sessions'>,
  { id, metadata }: { id: string; metadata: Record<string, string> | undefined },
): Promise<SessionOfUser> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const session = await readSession(tx, tenantId, id)
    if (metadata === undefined) return unchanged(session)
    await tx.session.update({ where: { tenantId_id: { tenantId, id } }, data: { metadata } })
    return {
      result: { ...session, metadata },
      events: [
        {
          type: 'session.metadata_changed',
          target: { kind: 'session', id },
          details: { userId: session.userId, properties: Object.keys(metadata) },
        },
      ],
    }
  })
}
