import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { env } from '@/lib/env'
import { DomainError, invalid, notFound } from '@/lib/errors'
import { allowsAddress } from '../policies/queries'
import { type CallerStatus, rememberCaller } from '../reauthorize'
import { overLimitMessage } from './bulk-limit'

export interface Inviter extends Omit<CallerStatus, 'grantable'> {
  /** `grantable` of a caller. */
  power: string[]
  /** Null if the user or application was deleted. */
  name: string | null
  ownPower: string[]
}

export interface InvitationChecks extends InvitationLimits {
  inviter: Inviter
  client: { organizationUsage: string | null } | null
  connection: { strategy: string; isEnabled: boolean } | null
}

export interface StartedInvitations extends InvitationChecks {
  /** Overdue invitations to the addresses, now closed. */
  expired: { id: string; email: string }[]
}

export interface CheckInput {
  /** Folded. */
  addresses: readonly string[]
  clientId: string | undefined
  connectionId: string | undefined
}

/** Locks sending from here and to these addresses, then checks current permissions. @throws DomainError not_found */
export async function startInvitations(
  tx: Tx,
  access: OrganizationActor,
  input: CheckInput,
): Promise<StartedInvitations> {
  const [row] = await tx.$queryRaw<{ checks: StartedInvitations }[]>`
    SELECT foyer.begin_invitations(${JSON.stringify(input)}::jsonb) AS checks`
  return withCaller(tx, access, row?.checks)
}

/** Without locks, for a preview. @throws DomainError not_found */
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
  rememberCaller(tx, access, { ...read.inviter, grantable: read.inviter.power })
  return read
}

/**
 * `other_domain`: the organization invites no addresses at this domain. `over_limit`: its limit is reached; only where the
 * caller asks for it.
 */
export type Verdict = 'ok' | 'member' | 'invited' | 'other_domain' | 'exhausted' | 'over_limit'

/** Takes folded addresses. Ignores overdue invitations. */
export function verdictsOn(
  limits: InvitationLimits,
  { addresses, isMailed }: { addresses: readonly string[]; isMailed: boolean },
): Map<string, Verdict> {
  const taken = new Map(limits.taken.map(({ address, by }) => [address, by]))
  const exhausted = isMailed ? exhaustedAddresses(limits) : new Set<string>()
  const verdictOn = (address: string) => {
    if (!allowsAddress(limits.allowedDomains, address)) return 'other_domain'
    return exhausted.has(address) ? 'exhausted' : 'ok'
  }
  return new Map(addresses.map((address) => [address, taken.get(address) ?? verdictOn(address)]))
}

export class AddressTaken extends DomainError {
  constructor(readonly verdict: 'member' | 'invited') {
    super('conflict', sentences[verdict])
  }
}

export class DomainNotAllowed extends DomainError {
  constructor(limits: Allowed) {
    super('invalid', verdictMessage('other_domain', limits))
  }
}

type Allowed = Pick<InvitationLimits, 'allowedDomains'>

export function verdictRefusal(verdict: Exclude<Verdict, 'ok'>, limits: Allowed): DomainError {
  if (verdict === 'other_domain') return new DomainNotAllowed(limits)
  if (verdict === 'member' || verdict === 'invited') return new AddressTaken(verdict)
  return new DomainError('too_many', verdictMessage(verdict, limits), { retryAfter: 3600 })
}

/** For someone who may invite: it names the domains. */
export function verdictMessage(verdict: Exclude<Verdict, 'ok'>, { allowedDomains }: Allowed): string {
  if (verdict !== 'other_domain') return sentences[verdict]
  return `The organization invites only addresses at these email domains: ${(allowedDomains ?? []).join(', ')}.`
}

const sentences = {
  member: 'Already a member.',
  invited: 'Already invited. To send the email again, resend that invitation.',
  exhausted: 'No more invitations can be sent to this address today. Try again tomorrow.',
  over_limit: overLimitMessage,
}

export interface InvitationLimits {
  /** At which the organization invites addresses; null for any. */
  allowedDomains: string[] | null
  /** An address that is both appears twice, the member last. */
  taken: { address: string; by: 'member' | 'invited' }[]
  /** In the last 24 hours, by any organization. */
  emailed: { address: string; sent: number }[]
  /** By the organization in the last 24 hours. */
  sent: number
  /** Of the organization. */
  ageInDays: number
}

const day = 24 * 60 * 60

export const perNewOrganization = { points: 50, seconds: day }
export const perOrganization = { points: 500, seconds: day }
export const perInvitedAddress = { points: 3, seconds: day }
export const establishedAfterDays = 30

/** Seconds between two emails of one invitation. */
export function secondsBetweenEmails(): number {
  return env().rateLimits ? 60 : 0
}

export function exhaustedAddresses({ emailed }: InvitationLimits): Set<string> {
  if (!env().rateLimits) return new Set()
  return new Set(emailed.flatMap(({ address, sent }) => (sent >= perInvitedAddress.points ? [address] : [])))
}

/** Counts invitations without email: their link can email a code. Read `limits` locked. @throws DomainError too_many */
export function assertWithinLimit(
  sender: OrganizationActor,
  limits: SentByOrganization,
  count: number,
): void {
  const left = leftToday(sender, limits)
  if (count <= left) return
  const rest = left === 0 ? 'None are left for today.' : `${left} are left for today.`
  throw new DomainError(
    'too_many',
    `Your organization can send ${dailyLimit(limits)} invitations in 24 hours. ${rest}`,
    { field: 'emails', retryAfter: 3600 },
  )
}

/** The first invitable addresses, as many as can be sent today, stay `ok`; the others become `over_limit`. */
export function withinLimit(
  sender: OrganizationActor,
  limits: SentByOrganization,
  verdicts: ReadonlyMap<string, Verdict>,
): Map<string, Verdict> {
  let left = leftToday(sender, limits)
  return new Map(
    [...verdicts].map(([address, verdict]) => {
      if (verdict !== 'ok') return [address, verdict]
      left -= 1
      return [address, left < 0 ? 'over_limit' : 'ok']
    }),
  )
}

type SentByOrganization = Pick<InvitationLimits, 'sent' | 'ageInDays'>

/** At tenant level, the organization’s limit does not apply. */
function leftToday(sender: OrganizationActor, limits: SentByOrganization): number {
  if (!env().rateLimits || sender.isTenantLevel) return Infinity
  return Math.max(0, dailyLimit(limits) - limits.sent)
}

function dailyLimit({ ageInDays }: SentByOrganization): number {
  return (ageInDays >= establishedAfterDays ? perOrganization : perNewOrganization).points
}

export interface InvitationOptions {
  /** From a machine or tenant-level caller; ignored for a member. */
  inviterName?: string | undefined
  clientId?: string | undefined
  connectionId?: string | undefined
  ttlSeconds?: number | undefined
  isMailed?: boolean | undefined
  /** To the invitee, in the email. */
  message?: string | undefined
}

const week = 604_800

/** @throws DomainError invalid, in Auth0’s words */
export function checkedOptions(
  checks: Pick<InvitationChecks, 'client' | 'connection'>,
  { clientId, connectionId, ...options }: InvitationOptions,
) {
  if (clientId !== undefined) assertClient(checks.client)
  if (connectionId !== undefined) assertConnection(checks.connection, connectionId)
  return {
    inviterName: options.inviterName,
    clientId: clientId ?? null,
    connectionId: connectionId ?? null,
    ttlSeconds: options.ttlSeconds ? options.ttlSeconds : week,
    isMailed: options.isMailed ?? true,
    message: options.message ?? null,
  }
}

export type CheckedOptions = ReturnType<typeof checkedOptions>

function assertClient(client: InvitationChecks['client']): void {
  if (!client) throw invalid('client_id', 'The specified client_id does not exist.')
  if (client.organizationUsage === 'deny')
    throw invalid('client_id', 'The specified client_id does not allow organizations.')
}

/** Not allowed in an invitation: email verifies the address anyway, and an invitee has no passkey yet. */
const passwordless = new Set(['email', 'passkey'])

export function canBeRequired({ strategy }: { strategy: string }): boolean {
  return !passwordless.has(strategy)
}

function assertConnection(connection: InvitationChecks['connection'], id: string): void {
  if (!connection) throw invalid('connection_id', 'The specified connection does not exist.')
  if (!canBeRequired(connection))
    throw invalid('connection_id', 'Passwordless connections are not supported.')
  if (!connection.isEnabled)
    throw invalid('connection_id', `The specified connection (${id}) is not enabled for the organization`)
}
