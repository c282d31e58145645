import { Copyable } from '@/components/ui/copyable'
import { Fact, Facts } from '@/components/ui/facts'
import { TextLink } from '@/components/ui/text-link'
import type { EmailDetails } from '@/lib/email/queries'
import { pathWith } from '@/lib/http/page-query'
import { SubjectLink } from '../../subject-link'
import { templateLabel } from '../template-label'
import { EmailStatusBadge } from '../email-status-badge'

interface EmailFactsProps {
  email: EmailDetails
  viewer: { permissions: ReadonlySet<string> }
}

export function EmailFacts({ email, viewer }: EmailFactsProps) {
  const { organization, content, providerId, id } = email
  return (
    <Facts>
      <Fact label="State">
        <EmailStatusBadge email={email} />
      </Fact>
      <Fact label="Template">{templateLabel(email.template)}</Fact>
      <Fact label="To">{email.recipient}</Fact>
      {content && <Fact label="From">{content.from}</Fact>}
      {organization && (
        <Fact label="Organization">
          {organization.displayName === null ? (
            organization.id
          ) : (
            <SubjectLink kind="organization" id={organization.id} viewer={viewer}>
              {organization.displayName}
            </SubjectLink>
          )}
        </Fact>
      )}
      {providerId !== null && (
        <Fact label="Provider’s ID">
          <Copyable value={providerId} label="Copy the provider’s ID" />
        </Fact>
      )}
      <Fact label="Email ID">
        <Copyable value={id} label="Copy the email’s ID" />
        <TextLink href={pathWith('/console/logs', { target: id })}>Events about this email</TextLink>
      </Fact>
    </Facts>
  )
}
