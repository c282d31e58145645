import type { OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { joinTokenHash } from '../join-links/join-token'
import { reauthorize } from '../reauthorize'
import type { AssignableRole } from './role-choices'

interface Deletion {
  role: { id: string; name: string }
  /** Null: none. */
  instead: AssignableRole | null
}

interface Joining {
  domains: { id: string; domain: string }[]
  link: { id: string; before: string[]; after: string[]; end: 'replaced' | 'turned_off' | null } | null
}

/**
 * Joining by link and domain gets the role `instead` too, if the caller may set that; otherwise it loses the role.
 * @returns the events of what changed for those who join
 */
export async function deleteRole(
  tx: Tx,
  access: OrganizationActor,
  { role, instead }: Deletion,
): Promise<Event[]> {
  const { forLink, forDomains } = await rolesInstead(tx, access, instead)
  const newLinkId = newId('joinLink')
  const forNewLink = forLink && { ...forLink, newLinkId, newTokenHash: joinTokenHash(newLinkId) }
  const [row] = await tx.$queryRaw<[{ joining: Joining }]>`
    SELECT foyer.delete_organization_role(${access.organizationId}, ${role.id},
      ${forNewLink && JSON.stringify(forNewLink)}::jsonb, ${forDomains && JSON.stringify(forDomains)}::jsonb
    ) AS joining`
  const { link, domains } = row.joining
  return [...(link ? [linkEvent(link, newLinkId)] : []), ...domainEvents(domains, role, forDomains)]
}

type RoleToJoinWith = Pick<AssignableRole, 'id' | 'name' | 'usableIn'>

/** Nobody joins as an owner. */
async function rolesInstead(
  tx: Tx,
  access: OrganizationActor,
  instead: AssignableRole | null,
): Promise<{ forLink: RoleToJoinWith | null; forDomains: RoleToJoinWith | null }> {
  if (instead === null || instead.isOwner) return { forLink: null, forDomains: null }
  const { id, name, usableIn } = instead
  const { permissions } = await reauthorize(tx, access)
  const forLink = permissions.has('create:organization_invitations') ? { id, name, usableIn } : null
  const forDomains = permissions.has('update:organization_discovery_domains') ? forLink : null
  return { forLink, forDomains }
}

function linkEvent({ id, before, after, end }: NonNullable<Joining['link']>, newLinkId: string): Event {
  return {
    type: end === 'turned_off' ? 'join_link.turned_off' : 'join_link.changed',
    target: { kind: 'join_link', id },
    details: {
      before: { roles: before },
      after: { roles: after },
      ...(end === 'replaced' && { replacedBy: newLinkId }),
    },
  }
}

function domainEvents(
  domains: Joining['domains'],
  role: Deletion['role'],
  instead: RoleToJoinWith | null,
): Event[] {
  const after = instead ? { joining: 'join', roles: [instead.name] } : { joining: 'ask' }
  return domains.map(({ id, domain: name }) => ({
    type: 'domain.joining_changed',
    target: { kind: 'domain', id, name },
    details: { before: { joining: 'join', roles: [role.name] }, after },
  }))
}
