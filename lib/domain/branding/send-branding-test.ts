import type { BySession, OrganizationAccess } from '@/lib/access'
import { type Limit, reserve } from '@/lib/db/limits'
import { change } from '@/lib/db/transaction'
import { assertCanSendEmail } from '../email-sender/email-sender'

const perPerson: Limit = { name: 'branding_test_person', points: 5, seconds: 60 * 60 }
const perOrganization: Limit = { name: 'branding_test_organization', points: 20, seconds: 60 * 60 }

/** To the caller’s own address, with the draft if there is one. @throws DomainError too_many, no_email_sender */
export async function sendBrandingTest(
  access: OrganizationAccess<'update:organizations'> & BySession,
): Promise<{ to: string }> {
  const { tenantId, organizationId, caller } = access
  await assertCanSendEmail(tenantId)
  await reserve(perPerson, `${tenantId} ${caller.userId}`)
  await reserve(perOrganization, `${tenantId} ${organizationId}`)
  return change(access, async (tx) => {
    const { email: to } = await tx.user.findUniqueOrThrow({
      where: { tenantId_id: { tenantId, id: caller.userId } },
      select: { email: true },
    })
    return {
      result: { to },
      events: [
        {
          type: 'organization.branding_test_sent',
          organizationId,
          target: { kind: 'organization', id: organizationId },
        },
      ],
      mails: [{ template: 'branding_test', to, organizationId }],
    }
  })
}
