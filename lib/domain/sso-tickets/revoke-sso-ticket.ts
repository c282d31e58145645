import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { readSelfServiceProfile } from '../self-service-profiles/queries'
import { ssoTicketIdOf, targetOf } from './sso-ticket'

/** By its id or the ticket itself; also one that has ended. Nothing for an unknown one. @throws DomainError not_found for the profile */
export function revokeSsoTicket(
  access: TenantAccess<'delete:sso_access_tickets'>,
  { profileId, ticket }: { profileId: string; ticket: string },
): Promise<void> {
  const { tenantId } = access
  const id = ssoTicketIdOf(ticket)
  return change(access, async (tx) => {
    await readSelfServiceProfile(tx, tenantId, profileId)
    const [revoked] = await tx.$queryRaw<{ organizationId: string }[]>`
      UPDATE sso_tickets SET revoked_at = now()
      WHERE tenant_id = ${tenantId} AND profile_id = ${profileId} AND id = ${id} AND revoked_at IS NULL
      RETURNING organization_id AS "organizationId"`
    if (!revoked) return unchanged(undefined)
    const { organizationId } = revoked
    return {
      result: undefined,
      events: [{ type: 'sso_ticket.revoked', organizationId, target: targetOf(id) }],
    }
  })
}
