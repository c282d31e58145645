import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { rolesToGive, type RolesToGive } from '../invitations/complete-acceptance'
import { wasRemovedRecently } from '../members/was-removed-recently'
import type { JoiningFacts } from './begin-joining'
import { type FoundJoinLink, isAllowedAddress } from './find-join-link'
import type { JoinRefusal } from './join-refusal'

export type Joining =
  | { refusal: JoinRefusal }
  /** Without events for a user who is a member already. */
  | { refusal: null; events: Event[] }

/** After beginJoining(), whose lock on the link decides between concurrent attempts. */
export async function completeJoining(tx: Tx, found: FoundJoinLink, facts: JoiningFacts): Promise<Joining> {
  if (facts.state === 'unavailable') return { refusal: facts.state }
  if (facts.isMember && !facts.isSuspended) return { refusal: null, events: [] }
  const refusal = await refusalOf(tx, found, facts)
  if (refusal !== null) return { refusal }
  const roles = rolesOf(facts)
  if (roles.given.length === 0) return { refusal: 'no_role' }
  const isNew = await addMember(tx, found, { userId: facts.userId, roles })
  return { refusal: null, events: isNew ? [joinedEvent(found, facts, roles)] : [] }
}

async function refusalOf(
  tx: Tx,
  { organization }: FoundJoinLink,
  facts: JoiningFacts,
): Promise<JoinRefusal | null> {
  if (facts.state !== 'live') return facts.state
  if (!facts.isActive) return 'inactive'
  if (facts.isSuspended) return 'suspended'
  const membership = { organizationId: organization.id, userId: facts.userId }
  if (await wasRemovedRecently(tx, membership)) return 'removed'
  return isAllowedAddress(facts, facts.emailFolded) ? null : 'other_domain'
}

function rolesOf({ pendingRoles, grantable }: JoiningFacts): RolesToGive {
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
  { userId, name, email }: JoiningFacts,
  roles: RolesToGive,
): Event {
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
