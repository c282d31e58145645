import type { Tx } from '@/lib/db/prisma'

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

/** No row where none is left. */
export async function writePolicies(
  tx: Tx,
  { tenantId, organizationId }: Owner,
  next: Policies,
): Promise<void> {
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
