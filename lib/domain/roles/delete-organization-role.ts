import type { BySession, OrganizationAccess, OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, type ChangeResult } from '@/lib/db/transaction'
import { countText } from '@/lib/domain/bounded-count'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { joinTokenHash } from '../join-links/join-token'
import { reauthorize } from '../reauthorize'
import { catalogue, permissionNames } from './catalogue'
import { getOwnRole } from './get-role'
import { type ChangedDomain, type ChangedLink, domainEvents, joinLinkEvent } from './joining-events'
import { refKey } from './permission-ref'
import { type Reassigned, reassignRole } from './reassign-role'
import { assertMayEdit, assertMayRemove } from './role-editor'
import { countMembersWithOnly } from './role-members'

type Access = OrganizationAccess<'delete:organization_roles'> & BySession

/**
 * Members, open invitations and people who join by link or domain lose the role or, if given, get the role `instead`. In
 * that case the members are emailed.
 * @throws DomainError not_found, not_yours_to_give, conflict while a member has no other role
 */
export function deleteOrganizationRole(
  access: Access,
  roleId: string,
  { instead }: { instead?: string | undefined } = {},
): Promise<{ name: string }> {
  return changeLocked(access, (tx) => remove(tx, access, { roleId, instead }))
}

async function remove(
  tx: Tx,
  access: Access,
  { roleId, instead }: { roleId: string; instead: string | undefined },
): Promise<ChangeResult<{ name: string }>> {
  const { role, editor } = await getOwnRole(tx, access, roleId)
  const given = new Set(role.permissions.map(refKey))
  const present = (await catalogue(tx, access.tenantId, role.permissions)).filter((one) =>
    given.has(refKey(one)),
  )
  assertMayEdit(editor, present)
  assertMayRemove(editor)
  const reassigned = instead === undefined ? null : await reassignRole(tx, access, { roleId, instead })
  if (reassigned === null) await assertAllHaveAnother(tx, access, roleId)
  const { name, description } = role
  const joining = await deleteRoleAndUpdateJoining(tx, access, { role: { id: roleId, name }, reassigned })
  return {
    result: { name },
    events: [
      {
        type: 'role.deleted',
        target: { kind: 'role', id: roleId, name },
        details: {
          before: { name, description, permissions: permissionNames(present) },
          after: null,
          members: role.members,
          ...(reassigned ? { reassignedTo: reassigned.to.name, invitations: reassigned.invitations } : {}),
        },
      },
      ...joining,
    ],
    mails: reassigned?.mails ?? [],
  }
}

async function assertAllHaveAnother(tx: Tx, access: Access, roleId: string): Promise<void> {
  const count = await countMembersWithOnly(tx, access, roleId)
  if (count === 0) return
  const members = count === 1 ? '1 member holds' : `${countText(count)} members hold`
  throw new DomainError(
    'conflict',
    `${members} no other role. Give ${count === 1 ? 'that member' : 'them'} another one first.`,
  )
}

interface Deletion {
  role: { id: string; name: string }
  /** Null: no other role. */
  reassigned: Reassigned | null
}

/**
 * The join link and the domains that give the role give the other one, if the caller may set that and it grants no
 * ownership: from then on the caller’s permissions limit it, as in invitations (ADR 10). A caller at tenant level is not
 * limited, but the link gives only what its maker can assign (ADR 60). Otherwise they lose the role.
 * @returns the events of the join link and the domains
 */
async function deleteRoleAndUpdateJoining(
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

/** Null if people cannot join with the role, or if the caller may not set that. */
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
