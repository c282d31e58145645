import { mayGrant } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import type { Ticketed } from './find-by-ticket'
import { powerOf } from '../roles/roles-to-give'
import { offersOf } from './offers-of'

export interface OfferedRoles {
  given: { id: string; name: string; usableIn: string }[]
  /** Names of those that were offered and are not given. */
  dropped: string[]
}

/**
 * What is left of the roles that an invitation offered: those that still exist, may still be given here, and do not
 * exceed what the inviter may give today, or, once she is no member any more, what her roles here let her give when
 * she sent it. They stay as they are until the transaction ends.
 */
export async function offeredRoles(tx: Tx, found: Ticketed): Promise<OfferedRoles> {
  const { tenantId, organization, invitation } = found
  await tx.$queryRaw`
    SELECT r.id FROM invitation_roles ir JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = ir.role_id
    WHERE ir.tenant_id = ${tenantId} AND ir.organization_id = ${organization.id} AND ir.invitation_id = ${invitation.id}
    ORDER BY r.id FOR SHARE OF r`
  const offers = await offersOf(tx, { tenantId, organizationId: organization.id }, invitation.id)
  const { offered, held } = await vouched(tx, found)
  const given = offers.filter(
    ({ isGivable, permissions }) => isGivable && (held === null || mayGrant(held, permissions)),
  )
  return {
    given: given.map(({ id, name, usableIn }) => ({ id, name, usableIn })),
    dropped: offered.filter(({ id }) => !given.some((role) => role.id === id)).map(({ name }) => name),
  }
}

interface Vouched {
  offered: { id: string | undefined; name: string }[]
  /** Null for an inviter of the tenant’s own, who is not bound here. */
  held: Set<string> | null
}

/** What stands behind the invitation. */
async function vouched(tx: Tx, { tenantId, organization, invitation }: Ticketed): Promise<Vouched> {
  const row = await tx.invitation.findUniqueOrThrow({
    where: {
      tenantId_organizationId_id: { tenantId, organizationId: organization.id, id: invitation.id },
    },
  })
  const offered = row.offeredRoles.map((name, place) => ({ name, id: row.offeredRoleIds[place] }))
  if (row.inviterExempt) return { offered, held: null }
  const power = await presentPower(tx, tenantId, {
    organizationId: organization.id,
    userId: row.inviterUserId,
  })
  return { offered, held: new Set(power ?? row.inviterHeld) }
}

/** Null once she has left: she is no member, and has no other way in. */
async function presentPower(
  tx: Tx,
  tenantId: string,
  { organizationId, userId }: { organizationId: string; userId: string | null },
): Promise<string[] | null> {
  if (userId === null) return null
  const power = await powerOf(tx, { organizationId, userId })
  if (power.length > 0) return power
  const memberships = await tx.member.count({ where: { tenantId, organizationId, userId } })
  return memberships > 0 ? power : null
}
