import type { OrganizationAccess, TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import { domainOf } from '../text/email-address'

export interface Policies {
  /** A second factor is required from then on; null if it is not. */
  secondFactorFrom: Date | null
  /** A sign-in counts for so long; null for as long as in the tenant. */
  sessionMinutes: number | null
  /** The same for a session that is not used. */
  idleMinutes: number | null
  /** Null for any. */
  invitationDomains: string[] | null
  /** In PostgreSQL’s form of cidr; null for any. */
  networks: string[] | null
}

export const policyFields = [
  'secondFactorFrom',
  'sessionMinutes',
  'idleMinutes',
  'invitationDomains',
  'networks',
] as const satisfies readonly (keyof Policies)[]

export interface PoliciesInTenant extends Policies {
  /** The most that the tenant allows. */
  tenantSessionMinutes: number
  tenantIdleMinutes: number
  now: Date
}

interface Owner {
  tenantId: string
  organizationId: string
}

/** All null in an organization without policies. */
export async function readPolicies(tx: Tx, { tenantId, organizationId }: Owner): Promise<PoliciesInTenant> {
  const [found] = await tx.$queryRaw<[PoliciesInTenant]>`
    SELECT p.second_factor_from AS "secondFactorFrom", p.session_minutes AS "sessionMinutes",
      p.idle_minutes AS "idleMinutes", p.invitation_domains AS "invitationDomains", p.networks::text[] AS networks,
      t.session_absolute_minutes AS "tenantSessionMinutes", t.session_idle_minutes AS "tenantIdleMinutes", now() AS now
    FROM tenants t
    LEFT JOIN organization_policies p ON p.tenant_id = t.id AND p.organization_id = ${organizationId}
    WHERE t.id = ${tenantId}`
  return found
}

export function getPolicies(
  access: OrganizationAccess<'update:organization_security'>,
): Promise<PoliciesInTenant> {
  return read(access, (tx) => readPolicies(tx, access))
}

/** For operators, who see it beside the rest of the organization. */
export function getPoliciesOf(
  access: TenantAccess<'read:organizations'>,
  organizationId: string,
): Promise<PoliciesInTenant> {
  return read(access, (tx) => readPolicies(tx, { tenantId: access.tenantId, organizationId }))
}

/** As foyer.allows_address. `domains`: those at which the organization invites addresses; null for any. */
export function allowsAddress(domains: readonly string[] | null, emailFolded: string): boolean {
  return domains === null || domains.includes(domainOf(emailFolded))
}
