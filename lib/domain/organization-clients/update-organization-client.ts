import type { OrganizationAccess } from '@/lib/access'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { type OrganizationClient, readOrganizationClient } from './queries'

/** @throws DomainError not_found */
export function updateOrganizationClient(
  access: OrganizationAccess<'update:organization_clients'>,
  { clientId, useForMemberAccess }: { clientId: string; useForMemberAccess?: boolean | undefined },
): Promise<OrganizationClient> {
  const { tenantId, organizationId } = access
  const key = { tenantId, organizationId, clientId }
  return changeLocked(access, async (tx) => {
    const present = await readOrganizationClient(tx, key)
    if (useForMemberAccess === undefined || useForMemberAccess === present.useForMemberAccess)
      return unchanged(present)
    await tx.organizationClient.updateMany({ where: key, data: { useForMemberAccess } })
    const target = { kind: 'client', id: clientId, name: present.name }
    const details = {
      before: { useForMemberAccess: present.useForMemberAccess },
      after: { useForMemberAccess },
    }
    return {
      result: { ...present, useForMemberAccess },
      events: [{ type: 'application.allotment_changed', target, details }],
    }
  })
}
