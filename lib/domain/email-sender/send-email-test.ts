import type { BySession, TenantAccess } from '@/lib/access'
import { type Limit, reserve } from '@/lib/db/limits'
import { change } from '@/lib/db/transaction'
import { assertCanSendEmail } from './email-sender'

const perPerson: Limit = { name: 'email_test_person', points: 5, seconds: 60 * 60 }

/** To the caller’s own address. @throws DomainError too_many, no_email_sender */
export async function sendEmailTest(
  access: TenantAccess<'update:email_provider'> & BySession,
): Promise<{ to: string }> {
  const { tenantId, caller } = access
  await assertCanSendEmail(tenantId)
  await reserve(perPerson, `${tenantId} ${caller.userId}`)
  return change(access, async (tx) => {
    const { email: to } = await tx.user.findUniqueOrThrow({
      where: { tenantId_id: { tenantId, id: caller.userId } },
      select: { email: true },
    })
    return {
      result: { to },
      events: [{ type: 'tenant.email_test_sent', target: { kind: 'tenant', id: tenantId } }],
      mails: [{ template: 'sender_test', to }],
    }
  })
}
