import { Avatar } from '@/components/ui/avatar'
import { LinkButton } from '@/components/ui/link-button'
import { Section } from '@/components/ui/page-header'
import { Time } from '@/components/ui/time'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import type { MyInvitation } from '@/lib/domain/invitations/my-invitations'

export function InvitationList({ invitations }: { invitations: MyInvitation[] }) {
  return (
    <Section title="Invitations">
      <ul aria-label="Your invitations" className="flex flex-col border-t">
        {invitations.map(({ id, organizationName, logoId, inviterName, expiresAt }) => (
          <li key={id} className="flex items-center gap-3 border-b py-3 max-sm:flex-wrap">
            <Avatar name={organizationName} imageUrl={logoUrl(logoId)} shape="square" />
            <span className="min-w-0 flex-1">
              <span className="block font-medium wrap-anywhere">{organizationName}</span>
              <span className="block text-sm wrap-anywhere text-muted-foreground">
                {inviterName} invited you. Expires <Time value={expiresAt} />.
              </span>
            </span>
            <LinkButton
              href={`/orgs/invitations/${id}`}
              variant="primary"
              aria-label={`View invitation to ${organizationName}`}
            >
              View invitation
            </LinkButton>
          </li>
        ))}
      </ul>
    </Section>
  )
}
