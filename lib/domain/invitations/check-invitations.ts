import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { rememberCaller, type CallerStatus } from '../reauthorize'
import type { InvitationLimits } from './mail-allowance'

/** As foyer.inviter has it. */
export interface Inviter extends CallerStatus {
  /** Null where the user or the application was deleted. */
  name: string | null
  ownPower: string[]
}

/** As foyer.check_invitations has it. */
export interface InvitationChecks extends InvitationLimits {
  inviter: Inviter
  client: { organizationUsage: string | null } | null
  connection: { strategy: string; isEnabled: boolean } | null
}

export interface StartedInvitations extends InvitationChecks {
  /** Invitations to the addresses that were overdue and are closed now. */
  expired: { id: string; email: string }[]
}

/** What the checks are about. */
export interface CheckInput {
  /** Folded. */
  addresses: readonly string[]
  clientId: string | undefined
  connectionId: string | undefined
}

/**
 * Begins to invite these addresses. From here to the end of the transaction nobody else sends from this organization or
 * to these addresses, and the checks hold: they are made after the wait for the locks, the caller’s permissions too.
 * @throws DomainError not_found
 */
export async function startInvitations(
  tx: Tx,
  access: OrganizationActor,
  input: CheckInput,
): Promise<StartedInvitations> {
  const [row] = await tx.$queryRaw<{ checks: StartedInvitations }[]>`
    SELECT foyer.begin_invitations(${JSON.stringify(input)}::jsonb) AS checks`
  return withCaller(tx, access, row?.checks)
}

/**
 * The same checks without locks: writes nothing.
 * @throws DomainError not_found
 */
export async function checkInvitations(
  tx: Tx,
  access: OrganizationActor,
  input: CheckInput,
): Promise<InvitationChecks> {
  const [row] = await tx.$queryRaw<{ checks: InvitationChecks }[]>`
    SELECT foyer.check_invitations(${JSON.stringify(input)}::jsonb) AS checks`
  return withCaller(tx, access, row?.checks)
}

/** @throws DomainError not_found where nothing was read, or where the caller cannot act here any more */
export function withCaller<T extends { inviter: Inviter }>(
  tx: Tx,
  access: OrganizationActor,
  read: T | null | undefined,
): T {
  if (!read) throw notFound()
  rememberCaller(tx, access, read.inviter)
  return read
}
