import { personOf, type OrganizationActor } from '@/lib/access'
import { notFound } from '@/lib/errors'
import type { Inviter } from './check-invitations'

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
 * @throws DomainError not_found
 */
export function voucherOf(access: OrganizationActor, inviter: Inviter, name?: string): Voucher {
  const { exempt = false } = access
  const userId = personOf(access)
  const given = exempt || userId === null ? name : undefined
  const shown = given ?? inviter.name
  if (shown === null) throw notFound()
  return { userId, name: shown, held: inviter.ownPower, exempt }
}

/** Who vouches anew for what was sent before. */
export function newVoucherOf(access: OrganizationActor, inviter: Inviter, before: SentBefore): Voucher {
  return voucherOf(access, inviter, keptName(access, before))
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
