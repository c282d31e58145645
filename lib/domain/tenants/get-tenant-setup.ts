import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { hasEmailProvider } from '@/lib/email/mailbox'
import { senderProblem } from '../email-sender/email-sender'

export interface TenantSetup {
  hasApplication: boolean
  /** A user has signed in to an application, or a machine has got a token. */
  hasSignIn: boolean
  /** The tenant’s own, or the environment’s, and the provider does not refuse it. */
  hasEmailSender: boolean
  hasOrganization: boolean
  /** Or a pending invitation to become one. */
  hasOwner: boolean
}

/** What a new tenant still needs. One statement. */
export async function getTenantSetup(access: TenantAccess<'read:logs'>): Promise<TenantSetup> {
  const { tenantId } = access
  const [setup] = await read(
    access,
    (tx) => tx.$queryRaw<[TenantSetup]>`
      SELECT
        EXISTS (SELECT FROM clients c WHERE c.tenant_id = ${tenantId}) AS "hasApplication",
        EXISTS (SELECT FROM authorizations a WHERE a.tenant_id = ${tenantId})
          OR EXISTS (SELECT FROM clients c WHERE c.tenant_id = ${tenantId} AND c.first_token_at IS NOT NULL) AS "hasSignIn",
        (${hasEmailProvider()} OR EXISTS (
          SELECT FROM email_senders s WHERE s.tenant_id = ${tenantId} AND s.from_address IS NOT NULL))
          AND NOT EXISTS (${senderProblem(tenantId)}) AS "hasEmailSender",
        EXISTS (SELECT FROM organizations o WHERE o.tenant_id = ${tenantId} AND o.deleted_at IS NULL) AS "hasOrganization",
        EXISTS (
          SELECT FROM roles r
          WHERE r.tenant_id = ${tenantId} AND r.is_owner AND (
            EXISTS (SELECT FROM member_roles mr WHERE mr.tenant_id = ${tenantId} AND mr.role_id = r.id)
            OR EXISTS (
              SELECT FROM invitation_roles ir
              JOIN invitations i
                ON i.tenant_id = ir.tenant_id AND i.organization_id = ir.organization_id AND i.id = ir.invitation_id
              WHERE ir.tenant_id = ${tenantId} AND ir.role_id = r.id AND i.state = 'pending'))) AS "hasOwner"`,
  )
  return setup
}
