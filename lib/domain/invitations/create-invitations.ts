import type { OrganizationAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { chosenRoles, listAssignableRoles } from '../roles/role-choices'
import { insertInvitations } from './insert-invitations'
import {
  assertMaySend,
  type CheckInput,
  checkInvitations,
  type InvitationChecks,
  startInvitations,
  type Verdict,
  verdictsOn,
} from './invitation-checks'
import { checkedOptions, type CheckedOptions, type InvitationOptions } from './invitation-options'
import type { Invitee, ReadyInvitee } from './invitee'
import { inviterSnapshotOf } from './inviter-snapshot'
import type { Invitation } from './queries'
import { invitationEmail } from './resend-invitation'

type Access = OrganizationAccess<'create:organization_invitations'>

/** By folded address. */
export type Verdicts = ReadonlyMap<string, Verdict>

/** Each address once. */
export interface NewInvitations {
  invitees: readonly Invitee[]
  options: InvitationOptions
  /** Throws where nothing is to be sent because of these verdicts. */
  assertAcceptable?: (verdicts: Verdicts) => void
}

export interface CreatedInvitations {
  /** By folded address, in the order of the invitees. */
  made: ReadonlyMap<string, Invitation>
  /** What was made is `ok`. */
  verdicts: Verdicts
  events: Event[]
  mails: OutgoingEmail[]
}

/**
 * Invites, within a change. Each address decides for itself: the unique index on what is pending has the last word.
 * Over a limit nothing is sent at all.
 * @throws DomainError not_found, not_yours_to_give, invalid, too_many
 */
export async function createInvitations(
  tx: Tx,
  access: Access,
  input: NewInvitations,
): Promise<CreatedInvitations> {
  const checks = await startInvitations(tx, access, checkInputOf(input))
  const { ready, terms: options, verdicts } = await weighed(tx, access, { wanted: input, checks })
  const inviterSnapshot = inviterSnapshotOf(access, checks.inviter, options.inviterName)
  const made = await insertInvitations(tx, access, { ready, terms: options, voucher: inviterSnapshot })
  const sent = [...made.values()]
  return {
    made,
    verdicts: new Map(
      [...verdicts].map(([address, verdict]) => [
        address,
        verdict === 'ok' && !made.has(address) ? 'invited' : verdict,
      ]),
    ),
    events: [...checks.expired.map((row) => expired(access, row)), ...sent.map(created)],
    mails: options.isMailed
      ? sent.map((invitation) => invitationEmail(access, { ...invitation, version: 1 }))
      : [],
  }
}

/**
 * What would become of these invitations at this moment; writes nothing.
 * @throws DomainError as sendInvitations()
 */
export async function validateInvitations(tx: Tx, access: Access, input: NewInvitations): Promise<Verdicts> {
  const checks = await checkInvitations(tx, access, checkInputOf(input))
  const { verdicts } = await weighed(tx, access, { wanted: input, checks })
  return verdicts
}

function checkInputOf({ invitees, options: { clientId, connectionId } }: NewInvitations): CheckInput {
  return { addresses: invitees.map(({ address }) => address.folded), clientId, connectionId }
}

interface Weighed {
  /** Those who can be invited. */
  ready: ReadyInvitee[]
  terms: CheckedOptions
  verdicts: Verdicts
}

/** Checks the addresses, the options and the roles. */
async function weighed(
  tx: Tx,
  access: Access,
  {
    wanted: { invitees, options, assertAcceptable },
    checks,
  }: { wanted: NewInvitations; checks: InvitationChecks },
): Promise<Weighed> {
  const addresses = invitees.map(({ address }) => address.folded)
  const verdicts = verdictsOn(checks, { addresses, isMailed: options.isMailed ?? true })
  assertAcceptable?.(verdicts)
  const settled = checkedOptions(checks, options)
  const withRoles = await withOfferedRoles(tx, access, invitees)
  const ready = withRoles.filter(({ address }) => verdicts.get(address.folded) === 'ok')
  assertMaySend(access, checks, ready.length)
  return { ready, terms: settled, verdicts }
}

async function withOfferedRoles(
  tx: Tx,
  access: Access,
  invitees: readonly Invitee[],
): Promise<ReadyInvitee[]> {
  const ids = [...new Set(invitees.flatMap(({ roleIds }) => roleIds))]
  if (ids.length === 0) return invitees.map((invitee) => ({ ...invitee, roles: [] }))
  const { roles: givable } = await listAssignableRoles(tx, access)
  const chosen = await chosenRoles(tx, access, { givable, ids, field: 'roles' })
  return invitees.map((invitee) => ({
    ...invitee,
    roles: chosen.filter(({ id }) => invitee.roleIds.includes(id)),
  }))
}

function expired({ organizationId }: Access, { id, email }: InvitationRow): Event {
  return {
    type: 'invitation.expired',
    organizationId,
    target: { kind: 'invitation', id, email },
    details: { before: { state: 'pending' }, after: { state: 'expired' } },
  }
}

interface InvitationRow {
  id: string
  email: string
}

function created({ id, email, expiresAt, roles }: Invitation): Event {
  return {
    type: 'invitation.created',
    target: { kind: 'invitation', id, email },
    details: {
      after: { state: 'pending', roles: roles.map(({ name }) => name), expiresAt: expiresAt.toISOString() },
    },
  }
}
