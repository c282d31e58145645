import type { OrganizationAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { OutgoingMail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { chosenRoles } from '../roles/chosen-roles'
import { rolesToGive } from '../roles/roles-to-give'
import {
  beginInvitations,
  checkInvitations,
  type CheckInput,
  type InvitationChecks,
} from './check-invitations'
import { insertInvitations } from './insert-invitations'
import { invitationMail } from './invitation-mail'
import type { Invitee, ReadyInvitee } from './invitee'
import { checkInvitees, type Verdict } from './check-invitees'
import { assertMaySend } from './mail-allowance'
import type { Invitation } from './select-invitations'
import { checkedOptions, type CheckedOptions, type InvitationOptions } from './invitation-options'
import { inviterSnapshotOf } from './inviter-snapshot'

type Access = OrganizationAccess<'create:organization_invitations'>

/** By folded address. */
export type Verdicts = ReadonlyMap<string, Verdict>

/** Each address once. */
export interface Invitations {
  invitees: readonly Invitee[]
  terms: InvitationOptions
  /** Throws where nothing is to be sent because of these verdicts. */
  assertAcceptable?: (verdicts: Verdicts) => void
}

export interface Sent {
  /** By folded address, in the order of the invitees. */
  made: ReadonlyMap<string, Invitation>
  /** What was made is `ok`. */
  verdicts: Verdicts
  events: Event[]
  mails: OutgoingMail[]
}

/**
 * Invites, within a change. Each address decides for itself: the unique index on what is pending has the last word.
 * Over a limit nothing is sent at all.
 * @throws DomainError not_found, not_yours_to_give, invalid, too_many
 */
export async function sendInvitations(tx: Tx, access: Access, wanted: Invitations): Promise<Sent> {
  const checks = await beginInvitations(tx, access, checkInputOf(wanted))
  const { ready, terms, verdicts } = await weighed(tx, access, { wanted, checks })
  const voucher = inviterSnapshotOf(access, checks.inviter, terms.inviterName)
  const made = await insertInvitations(tx, access, { ready, terms, voucher })
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
    mails: terms.isMailed
      ? sent.map((invitation) => invitationMail(access, { ...invitation, version: 1 }))
      : [],
  }
}

/**
 * What would become of these invitations at this moment; writes nothing.
 * @throws DomainError as sendInvitations()
 */
export async function weighInvitations(tx: Tx, access: Access, wanted: Invitations): Promise<Verdicts> {
  const checks = await checkInvitations(tx, access, checkInputOf(wanted))
  const { verdicts } = await weighed(tx, access, { wanted, checks })
  return verdicts
}

function checkInputOf({ invitees, terms: { clientId, connectionId } }: Invitations): CheckInput {
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
    wanted: { invitees, terms, assertAcceptable },
    checks,
  }: { wanted: Invitations; checks: InvitationChecks },
): Promise<Weighed> {
  const addresses = invitees.map(({ address }) => address.folded)
  const verdicts = checkInvitees(checks, { addresses, isMailed: terms.isMailed ?? true })
  assertAcceptable?.(verdicts)
  const settled = checkedOptions(checks, terms)
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
  const { roles: givable } = await rolesToGive(tx, access)
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
