import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { may, type TenantActor } from '@/lib/access'
import { emailDelivery } from '@/lib/email/mailbox'

/** Nothing where emails are sent, or can be read in the local mailbox. */
export function EmailNotice({ viewer }: { viewer: TenantActor }) {
  if (emailDelivery() !== 'none') return null
  return (
    <Notice
      tone="warning"
      title="Emails reach no one yet"
      className="mb-6"
      action={
        may(viewer, 'read:tenant_settings') && (
          <LinkButton href="/console/settings/email">Set the email sender</LinkButton>
        )
      }
    >
      Foyer has no API key of Resend, so it stores emails and sends none.
    </Notice>
  )
}
