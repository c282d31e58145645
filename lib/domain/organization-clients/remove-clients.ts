import type { OrganizationAccess } from '@/lib/access'
import { changeLocked } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'
import { notFound } from '@/lib/errors'
import { type OrganizationClient, readOrganizationClients } from './queries'

/** All or none. @throws DomainError not_found */
export function removeClients(
  access: OrganizationAccess<'delete:organization_clients'>,
  clientIds: readonly string[],
): Promise<void> {
  const { tenantId, organizationId } = access
  const where = { tenantId, organizationId, clientId: { in: [...clientIds] } }
  return changeLocked(access, async (tx) => {
    const ids = { tenantId, organizationId, clientIds: [...clientIds] }
    const [first, ...others] = await readOrganizationClients(tx, ids)
    if (!first || others.length + 1 < new Set(clientIds).size) throw notFound()
    await tx.organizationClient.deleteMany({ where })
    const eventOf = ({ id, name, useForMemberAccess }: OrganizationClient): Event => ({
      type: 'application.withdrawn',
      target: { kind: 'client', id, name },
      details: { before: { useForMemberAccess } },
    })
    return { result: undefined, events: [eventOf(first), ...others.map(eventOf)] }
  })
}
