import type { OrganizationAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, read, withEvents } from '@/lib/db/transaction'
import { DomainError, invalid, notFound } from '@/lib/errors'
import { chosenRoles } from '../roles/role-choices'
import type { EmailAddress } from '../text/email-address'
import { lockUsers } from '../users/lock-users'
import { findUserByEmail } from '../users/read-user'
import { roleNames } from './member-change'

/** Without the users’ consent, so only at tenant level. @throws DomainError not_found; invalid at `members` */
export function addMembers(
  access: OrganizationAccess<'create:organization_members'>,
  users: readonly string[],
): Promise<void>
export function addMembers(
  access: OrganizationAccess<'create:organization_members' | 'create:organization_member_roles'>,
  users: readonly string[],
  roleIds: readonly string[],
): Promise<void>
export function addMembers(
  access: OrganizationAccess<'create:organization_members'>,
  users: readonly string[],
  roleIds: readonly string[] = [],
): Promise<void> {
  const { tenantId, organizationId } = access
  if (!access.isTenantLevel) return Promise.reject(notFound())
  return changeLocked(
    access,
    async (tx) => {
      const known = await lockUsers(tx, tenantId, users)
      await assertVerified(tx, tenantId, users)
      const userIds = known.map(({ id }) => id)
      const chosen = { ids: roleIds, field: 'roles' }
      const roles = roleIds.length === 0 ? [] : await chosenRoles(tx, access, chosen)
      const isNew = await insertMembers(tx, { organizationId, userIds, roles })
      const details = { after: roleNames(roles) }
      const events = known
        .filter(({ id }) => isNew.has(id))
        .map((user): Event => ({ type: 'member.added', target: { kind: 'user', ...user }, details }))
      return withEvents(undefined, events)
    },
    { users },
  )
}

async function assertVerified(tx: Tx, tenantId: string, users: readonly string[]): Promise<void> {
  const unverified = await tx.user.findMany({
    where: { tenantId, id: { in: [...users] }, emailVerifiedAt: null },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  if (unverified.length === 0) return
  const ids = unverified.map(({ id }) => id).join(', ')
  throw invalid('members', `Members must have a verified email address: ${ids}`)
}

type Access = OrganizationAccess<'create:organization_members' | 'create:organization_member_roles'>

interface NewMember {
  address: EmailAddress
  roleIds: readonly string[]
}

/** Adds an existing user, at tenant level. @throws DomainError not_found; invalid, conflict at `email` */
export async function addMemberByEmail(access: Access, { address, roleIds }: NewMember): Promise<void> {
  const { tenantId, organizationId } = access
  const input = { tenantId, organizationId, emailFolded: address.folded }
  const user = await read(access, (tx) => findUserByEmail(tx, input))
  if (!user) throw refused('invalid', 'No user has this address. Invite them instead.')
  if (!user.isEmailVerified) throw refused('invalid', 'This user’s address is not verified yet.')
  if (user.isMember) throw refused('conflict', 'This user is a member already.')
  await addMembers(access, [user.id], roleIds)
}

function refused(code: 'invalid' | 'conflict', message: string): DomainError {
  return new DomainError(code, message, { field: 'email' })
}

interface NewMembers {
  organizationId: string
  userIds: readonly string[]
  roles: readonly { id: string; usableIn: string }[]
  invitationId?: string
  /** Each new member counts as a use of it. */
  joinLinkId?: string
  /** Whether they are suspended from the beginning. */
  isSuspended?: boolean
}

/** The caller has checked that they may join. @returns those who were not members before */
export async function insertMembers(
  tx: Tx,
  { organizationId, userIds, roles, invitationId, joinLinkId, isSuspended = false }: NewMembers,
): Promise<Set<string>> {
  const given = JSON.stringify(roles.map(({ id, usableIn }) => ({ id, usableIn })))
  const added = await tx.$queryRaw<{ userId: string }[]>`
    SELECT foyer.insert_members(${organizationId}, ${[...userIds]}::text[], ${given}::jsonb,
      ${invitationId ?? null}, ${joinLinkId ?? null}, ${isSuspended}) AS "userId"`
  return new Set(added.map(({ userId }) => userId))
}
