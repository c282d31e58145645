import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { rolesToGive, type RolesToGive } from '../invitations/complete-acceptance'
import type { PendingRole } from '../invitations/lock-invitation'
import { wasRemovedRecently } from '../members/was-removed-recently'
import { type FoundJoinLink, isAllowedAddress, type JoinLinkState } from './find-join-link'
import type { JoinRefusal } from './join-refusal'

export type Joining =
  | { refusal: JoinRefusal }
  /** Without events for a user who is a member already. */
  | { refusal: null; events: Event[] }

/** The lock on the link decides between concurrent attempts. */
export async function completeJoining(tx: Tx, found: FoundJoinLink, userId: string): Promise<Joining> {
  const facts = await beginJoining(tx, found, userId)
  if (facts.state === 'unavailable') return { refusal: facts.state }
  if (facts.isMember && !facts.isSuspended) return { refusal: null, events: [] }
  const refusal = await refusalOf(tx, found, { userId, facts })
  if (refusal !== null) return { refusal }
  const roles = rolesOf(facts)
  if (roles.given.length === 0) return { refusal: 'no_role' }
  const isNew = await addMember(tx, found, { userId, roles })
  return { refusal: null, events: isNew ? [joinedEvent(found, { userId, facts, roles })] : [] }
}

interface Facts {
  state: JoinLinkState
  name: string
  email: string
  emailFolded: string
  /** Verified, and not blocked. */
  isActive: boolean
  isMember: boolean
  isSuspended: boolean
  pendingRoles: (PendingRole & { isOwner: boolean })[]
  /** The limit of whoever made the link: current or, after they left, as of then. */
  grantable: string[]
}

async function beginJoining(tx: Tx, { id, organization }: FoundJoinLink, userId: string): Promise<Facts> {
  const [row] = await tx.$queryRaw<{ facts: Facts }[]>`
    SELECT foyer.begin_joining(${organization.id}, ${id}, ${userId}) AS facts`
  if (!row) throw new Error('A function answers with one row.')
  return row.facts
}

async function refusalOf(
  tx: Tx,
  found: FoundJoinLink,
  { userId, facts }: { userId: string; facts: Facts },
): Promise<JoinRefusal | null> {
  if (facts.state !== 'live') return facts.state
  if (!facts.isActive) return 'inactive'
  if (facts.isSuspended) return 'suspended'
  const { organization } = found
  if (await wasRemovedRecently(tx, { organizationId: organization.id, userId })) return 'removed'
  return isAllowedAddress(found, facts.emailFolded) ? null : 'other_domain'
}

function rolesOf({ pendingRoles, grantable }: Facts): RolesToGive {
  const offered = pendingRoles.filter(({ isOwner }) => !isOwner)
  return rolesToGive({ sentRoles: pendingRoles, pendingRoles: offered, grantable })
}

/** False if another request made the user a member meanwhile. */
async function addMember(
  tx: Tx,
  { tenantId, id, organization }: FoundJoinLink,
  { userId, roles }: { userId: string; roles: RolesToGive },
): Promise<boolean> {
  const given = JSON.stringify(roles.given.map(({ id: roleId, usableIn }) => ({ roleId, usableIn })))
  const count = await tx.$executeRaw`
    WITH joined AS (
      INSERT INTO members (tenant_id, organization_id, user_id, join_link_id)
      VALUES (${tenantId}, ${organization.id}, ${userId}, ${id})
      ON CONFLICT (tenant_id, organization_id, user_id) DO NOTHING
      RETURNING user_id
    ), counted AS (
      UPDATE join_links SET uses = uses + 1
      WHERE tenant_id = ${tenantId} AND organization_id = ${organization.id} AND id = ${id}
        AND EXISTS (SELECT FROM joined)
    )
    INSERT INTO member_roles (tenant_id, organization_id, user_id, role_id, usable_in)
    SELECT ${tenantId}, ${organization.id}, j.user_id, g."roleId", g."usableIn"
    FROM joined j CROSS JOIN jsonb_to_recordset(${given}::jsonb) AS g ("roleId" text, "usableIn" text)`
  return count > 0
}

function joinedEvent(
  { id, organization }: FoundJoinLink,
  { userId, facts, roles }: { userId: string; facts: Facts; roles: RolesToGive },
): Event {
  const { name, email } = facts
  return {
    type: 'member.added',
    organizationId: organization.id,
    actor: { kind: 'user', id: userId },
    target: { kind: 'user', id: userId, name, email },
    details: {
      before: null,
      after: roles.given.map((role) => role.name),
      droppedRoles: roles.dropped,
      by: { joinLinkId: id },
    },
  }
}
