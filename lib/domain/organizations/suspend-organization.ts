import type { OrganizationAccess } from '@/lib/access'
import { getLockedOrganization } from '@/lib/db/locked-organization'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { suspensionReason } from '../audit/listed-event'

type Access = OrganizationAccess<'update:organizations'>

/** Ends all access to it until it is resumed. Only at tenant level. @throws DomainError not_found */
export function suspendOrganization(access: Access, { reason }: { reason: string }): Promise<void> {
  return setSuspension(access, reason)
}

/** Everyone has the same access as before. Only at tenant level. @throws DomainError not_found */
export function resumeOrganization(access: Access): Promise<void> {
  return setSuspension(access, null)
}

async function setSuspension(access: Access, reason: string | null): Promise<void> {
  if (!access.isTenantLevel) throw notFound()
  const { tenantId, organizationId: id } = access
  const isSuspended = reason !== null
  await changeLocked(access, async (tx) => {
    const { displayName } = await getLockedOrganization(tx, access)
    const { count } = await tx.organization.updateMany({
      where: { tenantId, id, suspendedAt: isSuspended ? null : { not: null } },
      data: { suspendedAt: isSuspended ? new Date() : null, suspensionReason: reason },
    })
    if (count === 0) return unchanged(undefined)
    const target = { kind: 'organization', id, name: displayName }
    if (reason === null) return { result: undefined, events: [{ type: 'organization.resumed', target }] }
    const details = reason === '' ? {} : { [suspensionReason]: reason }
    return { result: undefined, events: [{ type: 'organization.suspended', target, details }] }
  })
}
