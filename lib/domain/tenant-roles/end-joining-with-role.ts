import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { type ChangedDomain, type ChangedLink, domainEvents, joinLinkEvent } from '../roles/joining-events'

interface Joining {
  links: (ChangedLink & { organizationId: string })[]
  domains: (ChangedDomain & { organizationId: string })[]
}

/**
 * Before the role is deleted, or may no longer be given: turns off the join links that give no other role. People at domains that give it may then
 * only ask to join. @returns the events, in the organizations where something changes
 */
export async function endJoiningWithRole(tx: Tx, role: { id: string; name: string }): Promise<Event[]> {
  const [row] = await tx.$queryRaw<[{ joining: Joining }]>`
    SELECT foyer.end_joining_with_role(${role.id}) AS joining`
  const { links, domains } = row.joining
  return [
    ...links.map(({ organizationId, ...link }) => ({ ...joinLinkEvent(link), organizationId })),
    ...domains.flatMap(({ organizationId, ...domain }) =>
      domainEvents([domain], { before: role.name, after: null }).map((event) => ({
        ...event,
        organizationId,
      })),
    ),
  ]
}

/** People who join by themselves are given neither owner roles nor roles that are not assignable. */
export async function withdrawFromJoining(tx: Tx, role: { id: string; name: string }): Promise<Event[]> {
  const events = await endJoiningWithRole(tx, role)
  await tx.joinLinkRole.deleteMany({ where: { roleId: role.id } })
  await tx.domainJoinSetting.updateMany({
    where: { roleId: role.id },
    data: { roleId: null, usableIn: null },
  })
  await tx.connectionJoinSetting.updateMany({
    where: { roleId: role.id },
    data: { roleId: null, usableIn: null },
  })
  return events
}
