import type { OrganizationAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import { changeLocked } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { type OrganizationClient, readOrganizationClients } from './queries'

interface NewOrganizationClient {
  clientId: string
  useForMemberAccess: boolean
}

/** All or none. @throws DomainError not_found; conflict for one that is added already */
export function addClients(
  access: OrganizationAccess<'create:organization_clients'>,
  input: readonly [NewOrganizationClient, ...NewOrganizationClient[]],
): Promise<OrganizationClient[]> {
  const { tenantId, organizationId } = access
  const ids = input.map(({ clientId }) => clientId)
  const where = { tenantId, organizationId, clientId: { in: ids } }
  return changeLocked(access, async (tx) => {
    const known = await tx.client.findMany({
      where: { tenantId, id: { in: ids } },
      select: { id: true, name: true },
    })
    const names = new Map(known.map(({ id, name }) => [id, name]))
    if (!ids.every((id) => names.has(id))) throw notFound()
    if ((await tx.organizationClient.count({ where })) > 0)
      throw new DomainError('conflict', 'The client has already been added to this organization.')
    await tx.organizationClient.createMany({ data: input.map((one) => ({ organizationId, ...one })) })
    const added = await readOrganizationClients(tx, { tenantId, organizationId, clientIds: ids })
    const result = ids.flatMap((id) => added.filter((client) => client.id === id))
    const [first, ...others] = input
    const eventOf = ({ clientId: id, useForMemberAccess }: NewOrganizationClient): Event => ({
      type: 'application.allotted',
      target: { kind: 'client', id, name: names.get(id) ?? id },
      details: { after: { useForMemberAccess } },
    })
    return { result, events: [eventOf(first), ...others.map(eventOf)] }
  })
}

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
