import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import type { RequestedRole } from './member-change'

const mostRoles = 50

export interface RolesToWrite {
  userId: string
  added: readonly Pick<RequestedRole, 'id' | 'usableIn'>[]
  removed: readonly string[]
}

interface WrittenRoles {
  /** Names, after the change, of each member in the order given. */
  roles: string[][]
  hasOwner: boolean
}

/** In one statement for any number of members. @throws DomainError conflict for too many roles */
export async function writeRoles(
  tx: Tx,
  { organizationId }: OrganizationActor,
  members: readonly RolesToWrite[],
): Promise<WrittenRoles> {
  if (members.length === 0) return { roles: [], hasOwner: true }
  const rows = members.map(({ userId, added, removed }) => ({
    user_id: userId,
    added: added.map(({ id }) => id),
    usable_in: added.map(({ usableIn }) => usableIn),
    removed,
  }))
  const [written] = await tx.$queryRaw<[{ changed: { roles: Record<string, string[]>; hasOwner: boolean } }]>`
    SELECT foyer.change_roles_of_members(${organizationId}, ${JSON.stringify(rows)}::jsonb) AS changed`
  const { roles: byUser, hasOwner } = written.changed
  const roles = members.map(({ userId }) => byUser[userId] ?? [])
  if (roles.some((names) => names.length > mostRoles))
    throw new DomainError('conflict', 'No more roles can be assigned to this organization member.')
  return { roles, hasOwner }
}
