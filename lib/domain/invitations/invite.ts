import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import { change, read, withEvents } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, invalid } from '@/lib/errors'
import { reauthorize } from '../reauthorize'
import { allowsAddress } from '../policies/queries'
import { chosenRoles } from '../roles/role-choices'
import { type Invitee, type ReadyInvitee, insertInvitations } from './insert-invitations'
import {
  type CheckInput,
  type CheckedOptions,
  type InvitationChecks,
  type InvitationOptions,
  type StartedInvitations,
  type Verdict,
  assertWithinLimit,
  checkInvitations,
  checkedOptions,
  startInvitations,
  verdictRefusal,
  verdictsOn,
  withinLimit,
} from './invitation-checks'
import { inviterSnapshotOf } from './inviter-snapshot'
import type { Invitation } from './queries'
import { revokedEvent, revokePending } from './revoke-invitations'

type Access = OrganizationAccess<'create:organization_invitations'>

export interface InviteInput {
  /** Without duplicates. */
  invitees: readonly Invitee[]
  options?: InvitationOptions
  /** Which addresses must be invitable, or no one is invited. By default each address is decided alone. */
  require?: 'all' | 'any'
  /** Revokes pending invitations to the addresses. By default those addresses cannot be invited. */
  replacesPending?: boolean
  /** If the organization can send fewer today: refuse all (the default) or leave the last ones for another day. */
  overLimit?: 'refuse' | 'leave'
}

/** By folded address. */
type Verdicts = ReadonlyMap<string, Verdict>

export interface InviteResult extends Pick<InvitationChecks, 'allowedDomains'> {
  /** In a dry run, `ok` means that the address could be invited. */
  verdicts: Verdicts
  /** By folded address, in the order of the invitees. */
  invitations: ReadonlyMap<string, Invitation>
}

/** Nothing was sent, because `require` was not met. */
export class AddressesRefused extends DomainError {
  constructor(readonly refused: Pick<InviteResult, 'verdicts' | 'allowedDomains'>) {
    super('conflict', 'Nothing was sent: some addresses cannot be invited.', { field: 'emails' })
  }
}

/** @throws AddressesRefused unless `require` is met; DomainError not_found, not_yours_to_give, invalid, too_many */
export async function invite(
  access: Access,
  { isDryRun = false, ...input }: InviteInput & { isDryRun?: boolean },
): Promise<InviteResult> {
  assertMaySetMetadata(access, input.invitees)
  if (isDryRun) {
    return read(access, async (tx) => {
      const checks = await checkInvitations(tx, access, checkInputOf(input))
      const { verdicts } = await checkInvitees(tx, access, { input, checks })
      return { verdicts, allowedDomains: checks.allowedDomains, invitations: new Map() }
    })
  }
  const inviting = async (tx: Tx) => {
    const { events, mails, ...result } = await createInvitations(tx, access, input)
    return withEvents(result, events, mails)
  }
  return change(access, inviting, { beginsInDatabase: true })
}

/** @throws DomainError conflict (AddressTaken), too_many */
export function getOnlyInvitation({ verdicts, invitations, ...limits }: InviteResult): Invitation {
  const [invitation] = invitations.values()
  const [verdict] = verdicts.values()
  if (invitation) return invitation
  throw verdictRefusal(verdict === undefined || verdict === 'ok' ? 'invited' : verdict, limits)
}

/** Application metadata belongs to the tenant. @throws DomainError invalid */
function assertMaySetMetadata({ isTenantLevel }: OrganizationActor, invitees: readonly Invitee[]): void {
  if (isTenantLevel || invitees.every(({ appMetadata }) => appMetadata === undefined)) return
  throw invalid('app_metadata', 'Only tenant-level callers can set app_metadata.')
}

interface CreatedInvitations extends InviteResult {
  events: Event[]
  mails: OutgoingEmail[]
}

/** The unique index on pending invitations decides between concurrent ones. */
export async function createInvitations(
  tx: Tx,
  access: Access,
  input: InviteInput,
): Promise<CreatedInvitations> {
  const started = await startInvitations(tx, access, checkInputOf(input))
  const { checks, replaced }: Replacement = input.replacesPending
    ? await replacePending(tx, access, started)
    : { checks: started, replaced: [] }
  const { ready, options, verdicts } = await checkInvitees(tx, access, { input, checks })
  const inviter = inviterSnapshotOf(access, checks.inviter, options.inviterName)
  const invitations = await insertInvitations(tx, access, { ready, options, inviter })
  const created = [...invitations.values()]
  return {
    invitations,
    allowedDomains: checks.allowedDomains,
    verdicts: new Map(
      [...verdicts].map(([address, verdict]) => [
        address,
        verdict === 'ok' && !invitations.has(address) ? 'invited' : verdict,
      ]),
    ),
    events: [
      ...checks.expired.map((row) => expiredEvent(access, row)),
      ...replaced.map(revokedEvent),
      ...created.map(createdEvent),
    ],
    mails: options.isMailed
      ? created.map((invitation) => invitationEmail(access, { ...invitation, version: 1 }))
      : [],
  }
}

interface Replacement {
  checks: StartedInvitations
  replaced: readonly { id: string; email: string }[]
}

/**
 * Call after startInvitations(), which locks sending to the addresses. Replaces none without the permission to revoke, and
 * none to an address that cannot be invited now.
 */
async function replacePending(tx: Tx, access: Access, checks: StartedInvitations): Promise<Replacement> {
  const invited = checks.taken.filter(({ by }) => by === 'invited').map(({ address }) => address)
  const pending = invited.filter((address) => allowsAddress(checks.allowedDomains, address))
  const { permissions } = await reauthorize(tx, access)
  if (pending.length === 0 || !permissions.has('delete:organization_invitations'))
    return { checks, replaced: [] }
  const replaced = await revokePending(tx, access, pending)
  const taken = checks.taken.filter(({ address, by }) => by !== 'invited' || !pending.includes(address))
  return { checks: { ...checks, taken }, replaced }
}

function checkInputOf({ invitees, options = {} }: InviteInput): CheckInput {
  const { clientId, connectionId } = options
  return { addresses: invitees.map(({ address }) => address.folded), clientId, connectionId }
}

interface CheckedInvitees {
  ready: ReadyInvitee[]
  options: CheckedOptions
  verdicts: Verdicts
}

/** In this order: addresses, options, roles, limit. */
async function checkInvitees(
  tx: Tx,
  access: Access,
  { input, checks }: { input: InviteInput; checks: InvitationChecks },
): Promise<CheckedInvitees> {
  const { invitees, options = {}, require, overLimit = 'refuse' } = input
  const addresses = invitees.map(({ address }) => address.folded)
  const each = verdictsOn(checks, { addresses, isMailed: options.isMailed ?? true })
  const verdicts = overLimit === 'leave' ? withinLimit(access, checks, each) : each
  assertEnough({ verdicts, allowedDomains: checks.allowedDomains }, require)
  const checked = checkedOptions(checks, options)
  const withRoles = await addRoles(tx, access, invitees)
  const ready = withRoles.filter(({ address }) => verdicts.get(address.folded) === 'ok')
  assertWithinLimit(access, checks, ready.length)
  return { ready, options: checked, verdicts }
}

function assertEnough(checked: AddressesRefused['refused'], require: InviteInput['require']): void {
  const found = [...checked.verdicts.values()]
  const isEnough = {
    all: () => found.every((verdict) => verdict === 'ok'),
    any: () => found.includes('ok'),
  }
  if (require !== undefined && !isEnough[require]()) throw new AddressesRefused(checked)
}

async function addRoles(tx: Tx, access: Access, invitees: readonly Invitee[]): Promise<ReadyInvitee[]> {
  const ids = [...new Set(invitees.flatMap(({ roleIds }) => roleIds))]
  if (ids.length === 0) return invitees.map((invitee) => ({ ...invitee, roles: [] }))
  const chosen = await chosenRoles(tx, access, { ids, field: 'roles' })
  return invitees.map((invitee) => ({
    ...invitee,
    roles: chosen.filter(({ id }) => invitee.roleIds.includes(id)),
  }))
}

function expiredEvent({ organizationId }: Access, { id, email }: { id: string; email: string }): Event {
  return {
    type: 'invitation.expired',
    organizationId,
    target: { kind: 'invitation', id, email },
    details: { before: { state: 'pending' }, after: { state: 'expired' } },
  }
}

function createdEvent({ id, email, expiresAt, roles }: Invitation): Event {
  return {
    type: 'invitation.created',
    target: { kind: 'invitation', id, email },
    details: {
      after: { state: 'pending', roles: roles.map(({ name }) => name), expiresAt: expiresAt.toISOString() },
    },
  }
}

export function invitationEmail(
  { organizationId, isTenantLevel }: OrganizationActor,
  { id, email, version }: { id: string; email: string; version: number },
): OutgoingEmail {
  const content = { template: 'invitation' as const, invitationId: id, version }
  return { ...content, ...(isTenantLevel ? { isTenants: true } : {}), to: email, organizationId }
}
