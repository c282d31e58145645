import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { type ChangedDomain, type ChangedLink, domainEvents, joinLinkEvent } from '../roles/joining-events'

interface Joining {
  links: (ChangedLink & { organizationId: string })[]
  domains: (ChangedDomain & { organizationId: string })[]
}

/**
 * Call before the role is deleted or can no longer be given. Turns off the join links that give no other role; at domains
 * that give it, people can then only request to join.
 * @returns the events, in the organizations where something changes
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

/** For a role that grants ownership, or is not assignable, from now on: joining never gives such roles. */
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
