import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Pagination } from '@/components/ui/pagination'
import { Section } from '@/components/ui/page-header'
import { SearchField } from '@/components/ui/search-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { may, type TenantActor } from '@/lib/access'
import { countText } from '@/lib/domain/bounded-count'
import type { ConnectionOrganization, ConnectionUsage } from '@/lib/domain/connections/connection-usage'
import type { Windowed } from '@/lib/domain/window'
import { pathWith } from '@/lib/http/page-query'
import { disable, enable } from '../actions'

export const organizationsAPage = 10

interface OrganizationsSectionProps {
  connectionId: string
  organizations: Windowed<ConnectionOrganization>
  search: string
  usage: ConnectionUsage
  actor: TenantActor
}

export function OrganizationsSection(props: OrganizationsSectionProps) {
  const { connectionId, organizations, search, usage, actor } = props
  const path = `/console/connections/${connectionId}`
  const { owner } = usage
  const enabled = `Enabled in ${countText(usage.organizations, 'organization')}.`
  return (
    <Section
      title="Organizations"
      text={`${enabled} ${owner ? `Only ${owner.displayName} can have it.` : 'Search for another one to enable it there.'}`}
    >
      {owner === null && (
        <div className="flex max-w-form">
          <SearchField action={path} label="Find an organization by its slug" value={search} />
        </div>
      )}
      {organizations.rows.length === 0 ? (
        <p className="text-muted-foreground">
          {search === '' ? 'It is not enabled anywhere.' : 'No slug begins with that.'}
        </p>
      ) : (
        <ul aria-label="Organizations" className="flex flex-col border-t">
          {organizations.rows.map((organization) => (
            <OrganizationItem
              key={organization.id}
              connectionId={connectionId}
              organization={organization}
              actor={actor}
            />
          ))}
        </ul>
      )}
      {organizations.next !== null && (
        <Pagination next={pathWith(path, { q: search, after: organizations.next })} />
      )}
    </Section>
  )
}

interface OrganizationItemProps {
  connectionId: string
  organization: ConnectionOrganization
  actor: TenantActor
}

function OrganizationItem({ connectionId, organization, actor }: OrganizationItemProps) {
  const { id, slug, displayName, isEnabled } = organization
  const shared = { connectionId, organization }
  return (
    <li className="flex items-center justify-between gap-4 border-b py-2">
      <span className="min-w-0">
        <TextLink href={`/console/organizations/${id}`} className="wrap-anywhere">
          {displayName}
        </TextLink>
        <code className="block truncate text-muted-foreground">{slug}</code>
      </span>
      <span className="flex shrink-0 items-center gap-3">
        {isEnabled && <Badge tone="success">On</Badge>}
        {isEnabled
          ? may(actor, 'delete:organization_connections') && <DisableDialog {...shared} />
          : may(actor, 'create:organization_connections') && <EnableForm {...shared} />}
      </span>
    </li>
  )
}

type ActProps = Omit<OrganizationItemProps, 'actor'>

function EnableForm({ connectionId, organization: { id, displayName } }: ActProps) {
  return (
    <Form
      action={enable.bind(null, id)}
      act="enable-connection"
      actOn={id}
      values={{ connection_id: connectionId }}
    >
      <SubmitButton variant="secondary" size="small" aria-label={`Enable in ${displayName}`}>
        Enable
      </SubmitButton>
    </Form>
  )
}

function DisableDialog({ connectionId, organization: { id, displayName } }: ActProps) {
  return (
    <ConfirmDialog
      act="disable-connection"
      actOn={id}
      trigger={
        <Button size="small" aria-label={`Disable in ${displayName}`}>
          Disable
        </Button>
      }
      title={`Disable it in ${displayName}?`}
      description="Its settings there are lost. Members who signed in with it must sign in again with another method. Those who have no other one can’t sign in there."
      action={disable.bind(null, id)}
      values={{ connection_id: connectionId }}
      submit="Disable"
    />
  )
}
