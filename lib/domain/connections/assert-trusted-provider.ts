import { type OrganizationAccess, personOf, type TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { DomainError } from '@/lib/errors'
import { memberPermissions } from '../members/member-permissions'
import { authorizedCaller, reauthorize } from '../reauthorize'
import { recordFailure } from './connection-failures'
import type { FederatedProfile, Outcome, Profile } from './federated-profile'
import type { ProviderTrust } from './option-values'

/**
 * For the options of a connection whose provider the caller sets or confirms. The holder of a ticket has no permission: as
 * the operator who made the ticket allows, the provider is trusted for what every new member may do.
 */
export async function trustOf(tx: Tx, access: OrganizationAccess | TenantAccess): Promise<ProviderTrust> {
  if (access.kind === 'tenant') return { userId: null, permissions: [], isTenantLevel: true }
  if ('ssoTicketId' in access.caller)
    return { userId: null, permissions: await permissionsOfNewMembers(tx, access), isTenantLevel: false }
  const { grantablePermissions: permissions } = await reauthorize(tx, access)
  return { userId: personOf(access), permissions, isTenantLevel: access.isTenantLevel === true }
}

/** Those of the tenant’s role for new members. */
async function permissionsOfNewMembers(tx: Tx, { tenantId }: OrganizationAccess): Promise<string[]> {
  const [row] = await tx.$queryRaw<[{ permissions: string[] }]>`
    SELECT ARRAY(
      SELECT rp.name FROM roles r
      JOIN role_permissions rp ON rp.tenant_id = ${tenantId} AND rp.role_id = r.id
        AND rp.api_id = (SELECT foyer.portal_api_id())
      JOIN permissions pm ON pm.tenant_id = ${tenantId} AND pm.api_id = rp.api_id AND pm.name = rp.name
        AND pm.level = 'organization'
      WHERE r.tenant_id = ${tenantId} AND r.joins ORDER BY rp.name) AS permissions`
  return row.permissions
}

/**
 * Management permissions of the members of `c`’s organization who may sign in by the provider of the connection `c`: those
 * of the person who set or confirmed it, then and now.
 */
export const trustedPermissions: Sql = sql`(
  ARRAY(SELECT jsonb_array_elements_text(c.options->'trust'->'permissions'))
  || foyer.grantable_permissions(c.options->'trust'->>'userId', c.organization_id))`

/** Of a member, as memberPermissions; of others, what they enter with. Requires a left join to `members m`. */
function enteringPermissions(userId: string | Sql, organizationId: string | Sql): Sql {
  return sql`(CASE WHEN m.user_id IS NOT NULL THEN ${memberPermissions} ELSE ARRAY(
    SELECT e.permission FROM foyer.effective_permissions(${userId}, ${organizationId}, foyer.portal_api_id()) e) END)`
}

/**
 * With a certificate of their own, the actor could sign in as any member who is linked: as with roles, not as one with more
 * permissions. @throws DomainError not_yours_to_give at `certificates`
 */
export async function assertMayReplaceCertificates(
  tx: Tx,
  access: OrganizationAccess,
  connectionId: string,
): Promise<void> {
  const { tenantId, organizationId } = access
  const [found] = await tx.$queryRaw<{ userId: string }[]>(sql`
    SELECT i.user_id AS "userId" FROM ${authorizedCaller(access)} c
    JOIN identities i ON i.tenant_id = ${tenantId} AND i.connection_id = ${connectionId}
      AND i.user_id IS DISTINCT FROM ${personOf(access)}
    LEFT JOIN members m ON m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = i.user_id
    WHERE NOT ${enteringPermissions(sql`i.user_id`, organizationId)} <@ c.grantable LIMIT 1`)
  if (!found) return
  const sentence =
    'A member who signs in with this provider may do more here than you, so you cannot change its certificates.'
  throw new DomainError('not_yours_to_give', sentence, { field: 'certificates' })
}

type UntrustedReason = 'saml_signature' | 'saml_unconfirmed' | 'unconfirmed' | 'provider_changed'

/** refuseUntrusted() makes a refusal of it. */
export class UntrustedProvider extends Error {
  constructor(readonly reason: UntrustedReason) {
    super(reason)
  }
}

interface FromProvider {
  connectionId: string
  profile: Pick<Profile, 'saml'>
}

/**
 * The owner of an organization’s provider can sign in as any of its people, so also as one with more permissions than the
 * person who connected it; and the certificate that signed may have been removed since, while the user entered a code or
 * signed in to their account. Call it in the transaction that signs the user in, after it made them a member.
 */
export async function assertTrustedProvider(
  tx: Tx,
  { tenantId, userId, federated }: { tenantId: string; userId: string; federated: FromProvider },
): Promise<void> {
  const { connectionId, profile } = federated
  if (profile.saml && !(await isSaved(tx, { tenantId, connectionId }, profile.saml.certificate)))
    throw new UntrustedProvider('saml_signature')
  const [found] = await tx.$queryRaw<{ strategy: string }[]>(sql`
    SELECT c.strategy FROM connections c
    LEFT JOIN members m ON m.tenant_id = ${tenantId} AND m.organization_id = c.organization_id AND m.user_id = ${userId}
    WHERE c.tenant_id = ${tenantId} AND c.id = ${connectionId} AND c.organization_id IS NOT NULL
      AND NOT coalesce((c.options->'trust'->>'isTenantLevel')::boolean, false)
      AND c.options->'trust'->>'userId' IS DISTINCT FROM ${userId}
      AND NOT ${enteringPermissions(userId, sql`c.organization_id`)} <@ ${trustedPermissions}`)
  if (found) throw new UntrustedProvider(found.strategy === 'samlp' ? 'saml_unconfirmed' : 'unconfirmed')
}

async function isSaved(
  tx: Tx,
  { tenantId, connectionId }: { tenantId: string; connectionId: string },
  certificate: string,
): Promise<boolean> {
  const [saved] = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM connections c CROSS JOIN jsonb_array_elements_text(c.options->'certificates') AS der
    WHERE c.tenant_id = ${tenantId} AND c.id = ${connectionId}
      AND encode(sha256(decode(der, 'base64')), 'hex') = ${certificate}`
  return saved !== undefined
}

/** Null for every other error. */
export function untrustedReason(error: unknown): UntrustedReason | null {
  return error instanceof UntrustedProvider ? error.reason : null
}

/** Everything that `work` did is undone then; only the failure is recorded. */
export function refuseUntrusted<T extends object>(
  tenantId: string,
  federated: FederatedProfile,
  work: () => Promise<T>,
): Promise<T | Extract<Outcome, { kind: 'refused' }>> {
  return work().catch(async (error: unknown) => {
    const reason = untrustedReason(error)
    if (reason === null) throw error
    await recordFailure(tenantId, federated, reason)
    return { kind: 'refused', reason } as const
  })
}
