import { Copyable } from '@/components/ui/copyable'
import { Fact, Facts } from '@/components/ui/facts'
import { TextLink } from '@/components/ui/text-link'
import { FullTime } from '@/components/ui/time'
import { may, type TenantActor } from '@/lib/access'
import { countText } from '@/lib/domain/bounded-count'
import type { OrganizationOverview } from '@/lib/domain/organizations/get-organization-overview'
import { capitalize } from '@/lib/domain/text/capitalize'

interface OrganizationFactsProps {
  organization: OrganizationOverview
  tenantActor: TenantActor
}

export function OrganizationFacts({ organization, tenantActor }: OrganizationFactsProps) {
  const { id, slug, createdAt, members, pendingInvitations } = organization
  return (
    <Facts>
      <Fact label="ID">
        <Copyable value={id} label="Copy ID" />
      </Fact>
      <Fact label="Slug">
        <Copyable value={slug} label="Copy slug" />
      </Fact>
      <Fact label="Created">
        <FullTime value={createdAt} />
      </Fact>
      {may(tenantActor, 'read:organization_members') && (
        <>
          <Fact label="Members">{countText(members)}</Fact>
          <Fact label="Owners">
            <Owners organization={organization} hasLinks={may(tenantActor, 'read:users')} />
          </Fact>
        </>
      )}
      {may(tenantActor, 'read:organization_invitations') && (
        <Fact label="Pending invitations">{countText(pendingInvitations)}</Fact>
      )}
      <Fact label="Branding">{brandingText(organization)}</Fact>
    </Facts>
  )
}

interface OwnersProps {
  organization: OrganizationOverview
  hasLinks: boolean
}

function Owners({ organization: { owners }, hasLinks }: OwnersProps) {
  if (owners.length === 0) return 'No one has an owner role'
  return (
    <ul className="flex flex-col gap-1">
      {owners.map(({ userId, name, email }) => (
        <li key={userId} className="wrap-anywhere">
          {hasLinks ? (
            <TextLink href={`/console/users/${encodeURIComponent(userId)}`}>{name}</TextLink>
          ) : (
            <span className="font-medium">{name}</span>
          )}{' '}
          {name !== email && <span className="text-muted-foreground">{email}</span>}
        </li>
      ))}
    </ul>
  )
}

function brandingText({ logoId, primaryColor, backgroundColor }: OrganizationOverview): string {
  const parts = [
    ...(logoId === null ? [] : ['its own logo']),
    ...(primaryColor === null ? [] : [`color ${primaryColor}`]),
    ...(backgroundColor === null ? [] : [`page background ${backgroundColor}`]),
  ]
  return parts.length === 0 ? 'The tenant’s' : capitalize(parts.join(', '))
}
