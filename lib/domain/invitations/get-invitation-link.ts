import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { ticketFor } from './ticket-for'

/**
 * The link to hand over by other ways than the mail. Its ticket does not prove the address.
 * @throws DomainError not_found; gone when the invitation is no longer open
 */
export async function getInvitationLink(
  access: OrganizationAccess<'create:organization_invitations'>,
  invitationId: string,
): Promise<string> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId } })
    const found = await tx.invitation.findUnique({
      where: { tenantId_organizationId_id: { tenantId, organizationId, id: invitationId } },
      include: { tickets: true },
    })
    if (!found) throw notFound()
    const [open] = await tx.$queryRaw<{ open: boolean }[]>`
      SELECT state = 'pending' AND expires_at > now() AS open FROM invitations
      WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND id = ${invitationId}`
    if (!open?.open) throw new DomainError('gone', 'This invitation is no longer pending, so it has no link.')
    return `${tenant.url}/invitations/${ticketFor(found, 'shown')}`
  })
}
