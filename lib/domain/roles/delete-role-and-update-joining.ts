import type { BySession, OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { joinTokenHash } from '../join-links/join-token'
import { reauthorize } from '../reauthorize'
import { type ChangedDomain, type ChangedLink, domainEvents, joinLinkEvent } from './joining-events'
import type { Reassigned } from './reassign-role'

interface Deletion {
  role: { id: string; name: string }
  /** Null: no other role. */
  reassigned: Reassigned | null
}

/**
 * The join link and domains at which people join get the other role, if the caller may set that and it makes no owners:
 * from then on the caller’s permissions limit it, as in invitations (ADR 10). A caller at tenant level is not limited, but
 * the link stays within what its maker can assign (ADR 60). Otherwise they lose the role.
 * @returns the events of what changed for people who join
 */
export async function deleteRoleAndUpdateJoining(
  tx: Tx,
  access: OrganizationActor & BySession,
  { role, reassigned }: Deletion,
): Promise<Event[]> {
  const instead = reassigned && (await roleToJoinWith(tx, access, reassigned))
  const [row] = await tx.$queryRaw<[{ joining: { link: ChangedLink | null; domains: ChangedDomain[] } }]>`
    SELECT foyer.delete_organization_role(
      ${access.organizationId}, ${role.id}, ${instead && JSON.stringify(instead)}::jsonb) AS joining`
  const { link, domains } = row.joining
  const forDomains = instead?.isForDomains ? instead.name : null
  return [
    ...(link ? [joinLinkEvent(link, instead?.newLinkId)] : []),
    ...domainEvents(domains, { before: role.name, after: forDomains }),
  ]
}

/** As foyer.delete_organization_role reads it. */
interface RoleToJoinWith {
  id: string
  name: string
  usableIn: string
  isForDomains: boolean
  newLinkId: string
  newTokenHash: string
  userId: string
  held: string[]
  isExempt: boolean
  /** Ids of the roles that the caller can assign. */
  assignable: string[]
}

/** Null if people cannot join with it, or if the caller may not let them. */
async function roleToJoinWith(
  tx: Tx,
  access: OrganizationActor & BySession,
  { to, assignable, inviter }: Reassigned,
): Promise<RoleToJoinWith | null> {
  const { permissions } = await reauthorize(tx, access)
  if (to.isOwner || !permissions.has('create:organization_invitations')) return null
  const newLinkId = newId('joinLink')
  return {
    id: to.id,
    name: to.name,
    usableIn: to.usableIn,
    isForDomains: permissions.has('update:organization_discovery_domains'),
    newLinkId,
    newTokenHash: joinTokenHash(newLinkId),
    userId: access.caller.userId,
    held: inviter.permissions,
    isExempt: inviter.isTenantLevel,
    assignable: assignable.map(({ id }) => id),
  }
}
