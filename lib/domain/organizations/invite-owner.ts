import { authorize, type TenantAccess } from '@/lib/access'
import type { ChangeResult } from '@/lib/db/transaction'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { setOrganization } from '@/lib/db/set-organization'
import { createInvitations, soleInvitation } from '../invitations/invite'
import type { EmailAddress } from '../text/email-address'

interface NewOwner {
  organizationId: string
  roleId: string
  address: EmailAddress
}

/** In the transaction that creates the organization. @throws DomainError not_found, too_many */
export async function inviteOwner(
  tx: Tx,
  access: TenantAccess,
  { organizationId, roleId, address }: NewOwner,
): Promise<{ events: Event[]; mails: NonNullable<ChangeResult<void>['mails']> }> {
  const { tenantId, caller, permissions } = access
  await setOrganization(tx, organizationId)
  const within = authorize(
    { kind: 'organization', tenantId, organizationId, caller, permissions, isTenantLevel: true },
    'create:organization_invitations',
  )
  const created = await createInvitations(tx, within, { invitees: [{ address, roleIds: [roleId] }] })
  soleInvitation(created)
  return { events: created.events.map((event) => ({ ...event, organizationId })), mails: created.mails }
}
