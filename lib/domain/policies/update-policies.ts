import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { invalid } from '@/lib/errors'
import { type Changes, changesOf } from '../changes-of'
import { assertCallerWithin, exactNetworks } from './networks'
import { type Policies, type PoliciesInTenant, policyFields, readPolicies } from './queries'

type Access = OrganizationAccess<'update:organization_security'>

/** Days until a second factor is required. */
export const graceDays = [0, 7, 14, 30] as const
export const shortestSession = 30
export const shortestIdle = 5

/** Undefined fields stay unchanged; null removes the policy. */
export interface PoliciesChange extends Partial<Omit<Policies, 'secondFactorFrom'>> {
  secondFactorInDays?: (typeof graceDays)[number] | null
}

/**
 * From the next request on. Whoever changes a policy must still meet it, except at tenant level and for times.
 * @throws DomainError invalid, at the field
 */
export function updatePolicies(access: Access, change: PoliciesChange): Promise<void> {
  return changeLocked(access, async (tx) => {
    const present = await readPolicies(tx, access)
    const lists = await readLists(tx, change)
    const { before, after } = changesOf(policyFields, present, { ...requested(change, present), ...lists })
    if (Object.keys(after).length === 0) return unchanged(undefined)
    assertTimes(after, present)
    await writePolicies(tx, access, { ...present, ...after })
    await assertCallerWithin(tx, after.networks ?? null)
    await assertStillAdmitted(tx, access, after)
    const target = { kind: 'organization', id: access.organizationId }
    const details = { before: audited(before), after: audited(after) }
    return { result: undefined, events: [{ type: 'organization.policies_changed', target, details }] }
  })
}

/** An empty list removes the policy. */
async function readLists(
  tx: Tx,
  { invitationDomains, networks }: PoliciesChange,
): Promise<Pick<PoliciesChange, 'invitationDomains' | 'networks'>> {
  return {
    ...(invitationDomains?.length === 0 ? { invitationDomains: null } : {}),
    ...(networks ? { networks: await exactNetworks(tx, networks) } : {}),
  }
}

function requested(
  { secondFactorInDays: days, ...others }: PoliciesChange,
  { secondFactorFrom: present, now }: PoliciesInTenant,
): Partial<Policies> {
  if (days === undefined) return others
  const isRequiredAlready = days === 0 && present !== null && present <= now
  if (isRequiredAlready) return others
  return { ...others, secondFactorFrom: days === null ? null : new Date(now.getTime() + days * aDay) }
}

const aDay = 24 * 60 * 60_000

function assertTimes({ sessionMinutes, idleMinutes }: Partial<Policies>, tenant: PoliciesInTenant): void {
  assertMinutes('sessionMinutes', sessionMinutes, [shortestSession, tenant.tenantSessionMinutes])
  assertMinutes('idleMinutes', idleMinutes, [shortestIdle, tenant.tenantIdleMinutes])
}

function assertMinutes(
  field: 'sessionMinutes' | 'idleMinutes',
  minutes: number | null | undefined,
  [least, most]: [number, number],
): void {
  if (minutes === null || minutes === undefined) return
  if (Number.isInteger(minutes) && minutes >= least && minutes <= most) return
  throw invalid(field, `Enter a whole number of minutes, ${least} to ${most}.`)
}

/** No row where none is left. */
async function writePolicies(tx: Tx, { tenantId, organizationId }: Access, next: Policies): Promise<void> {
  if (policyFields.every((field) => next[field] === null)) {
    await tx.organizationPolicies.deleteMany({ where: { tenantId, organizationId } })
    return
  }
  const { secondFactorFrom, sessionMinutes, idleMinutes, invitationDomains, networks } = next
  await tx.$executeRaw`
    INSERT INTO organization_policies
      (organization_id, second_factor_from, session_minutes, idle_minutes, invitation_domains, networks)
    VALUES (${organizationId}, ${secondFactorFrom}, ${sessionMinutes}, ${idleMinutes}, ${invitationDomains}::text[],
      ${networks}::text[]::cidr[])
    ON CONFLICT (tenant_id, organization_id) DO UPDATE
    SET second_factor_from = excluded.second_factor_from, session_minutes = excluded.session_minutes,
      idle_minutes = excluded.idle_minutes, invitation_domains = excluded.invitation_domains,
      networks = excluded.networks, updated_at = now()`
}

/** Times are left out: signing in again is enough. */
async function assertStillAdmitted(tx: Tx, access: Access, after: Partial<Policies>): Promise<void> {
  if (access.isTenantLevel || !('sessionId' in access.caller)) return
  if (after.secondFactorFrom === undefined) return
  const { tenantId, organizationId } = access
  const { sessionId } = access.caller
  const [status] = await tx.$queryRaw<{ refusal: string | null }[]>`
    SELECT foyer.policy_refusal(${organizationId}, s.user_id, s.connection_id, now(), s.id, false) AS refusal
    FROM sessions s WHERE s.tenant_id = ${tenantId} AND s.id = ${sessionId}`
  if (status?.refusal !== 'factor') return
  const sentence =
    'You signed in without a second factor yourself. Sign in with a passkey or an authenticator app first, or choose a later date.'
  throw invalid('secondFactorInDays', sentence)
}

function audited({ secondFactorFrom, ...others }: Changes<Policies>['after']) {
  if (secondFactorFrom === undefined) return others
  return { ...others, secondFactorFrom: secondFactorFrom?.toISOString() ?? null }
}
