import { personOf, type OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { callerNow } from '../caller-now'
import { ownPowerOf } from '../roles/roles-to-give'

/** Who stands behind an invitation and its roles. */
export interface Voucher {
  /** Null for a machine. */
  userId: string | null
  name: string
  /** What it may give at most: counts at accepting where nobody can be asked any more. */
  held: string[]
  /** At tenant level: no giving rule binds it. */
  exempt: boolean
}

/**
 * The actor as the one who vouches: a person for what her own roles here give, a machine for what it may.
 * @param name what a machine, or somebody at tenant level, says of itself; a member’s own name is hers to say
 */
export async function voucherOf(tx: Tx, access: OrganizationActor, name?: string): Promise<Voucher> {
  const { tenantId, organizationId, exempt = false } = access
  const userId = personOf(access)
  const given = exempt || userId === null ? name : undefined
  const held =
    userId === null ? (await callerNow(tx, access)).power : await ownPowerOf(tx, { organizationId, userId })
  return { userId, name: given ?? (await nameOf(tx, tenantId, access)), held, exempt }
}

/** Who vouches anew for what was sent before. */
export function newVoucherOf(tx: Tx, access: OrganizationActor, before: SentBefore): Promise<Voucher> {
  return voucherOf(tx, access, keptName(access, before))
}

interface SentBefore {
  inviterUserId: string | null
  inviterName: string
}

/** A name that she, or a machine, once gave is kept when it is sent again. */
export function keptName(
  access: OrganizationActor,
  { inviterUserId, inviterName }: SentBefore,
): string | undefined {
  return inviterUserId === null || inviterUserId === personOf(access) ? inviterName : undefined
}

async function nameOf(tx: Tx, tenantId: string, { caller }: OrganizationActor): Promise<string> {
  const found =
    'clientId' in caller
      ? await tx.client.findUnique({ where: { tenantId_id: { tenantId, id: caller.clientId } } })
      : await tx.user.findUnique({ where: { tenantId_id: { tenantId, id: caller.userId } } })
  if (!found) throw notFound()
  return found.name
}
