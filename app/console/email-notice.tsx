import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { may, type TenantAccess } from '@/lib/access'
import { hasEmailAccount } from '@/lib/domain/email-sender/email-sender'
import { emailDelivery } from '@/lib/email/mailbox'

/** Nothing where emails are sent, or can be read in the local mailbox. */
export async function EmailNotice({ operator }: { operator: TenantAccess }) {
  if (emailDelivery() !== 'none' || (await hasEmailAccount(operator))) return null
  return (
    <Notice
      tone="warning"
      title="Emails reach no one yet"
      className="mb-6"
      action={
        may(operator, 'read:email_provider') && (
          <LinkButton href="/console/settings/email">Set the email sender</LinkButton>
        )
      }
    >
      Without an API key of Resend, emails are stored and not sent.
    </Notice>
  )
}
