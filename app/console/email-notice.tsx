import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { may, type TenantAccess } from '@/lib/access'
import { canSendEmail } from '@/lib/domain/email-sender/email-sender'

/** Nothing where emails are sent, or can be read in the local mailbox. */
export async function EmailNotice({ operator }: { operator: TenantAccess }) {
  if (await canSendEmail(operator.tenantId)) return null
  return (
    <Notice
      tone="warning"
      title="Emails aren’t being delivered yet"
      className="mb-6"
      action={
        may(operator, 'read:email_provider') && (
          <LinkButton href="/console/settings/email">Set the email sender</LinkButton>
        )
      }
    >
      Until you set up a sender, invitations and sign-in links reach no one.
    </Notice>
  )
}
