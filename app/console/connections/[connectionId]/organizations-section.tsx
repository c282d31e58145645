import { Form } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog-actions'
import { Pagination } from '@/components/ui/pagination'
import { Section } from '@/components/ui/page-header'
import { SearchField } from '@/components/ui/search-field'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { may, type TenantActor } from '@/lib/access'
import { countText } from '@/lib/domain/bounded-count'
import type { ConnectionOrganization, ConnectionUsage } from '@/lib/domain/connections/connection-usage'
import type { Windowed } from '@/lib/domain/window'
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
  const count = usage.organizations
  const next = new URLSearchParams({ ...(search && { q: search }), after: organizations.next ?? '' })
  return (
    <Section
      title="Organizations"
      text={`Enabled in ${count === 1 ? '1 organization' : `${countText(count)} organizations`}. ${usage.owner ? `Only ${usage.owner.displayName} can have it.` : 'Search for another one to enable it there.'}`}
    >
      {usage.owner === null && (
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
      {organizations.next !== null && <Pagination next={`${path}?${next.toString()}`} />}
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
  const acted = { connectionId, organization }
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
          ? may(actor, 'delete:organization_connections') && <Disable {...acted} />
          : may(actor, 'create:organization_connections') && <Enable {...acted} />}
      </span>
    </li>
  )
}

type ActedProps = Omit<OrganizationItemProps, 'actor'>

function Enable({ connectionId, organization: { id, displayName } }: ActedProps) {
  return (
    <Form action={enable.bind(null, id)} act="enable-connection" actOn={id}>
      <input type="hidden" name="connection_id" value={connectionId} />
      <SubmitButton variant="secondary" size="small" aria-label={`Enable in ${displayName}`}>
        Enable
      </SubmitButton>
    </Form>
  )
}

function Disable({ connectionId, organization: { id, displayName } }: ActedProps) {
  return (
    <AlertDialog
      act="disable-connection"
      actOn={id}
      trigger={
        <Button size="small" aria-label={`Disable in ${displayName}`}>
          Disable
        </Button>
      }
      title={`Disable it in ${displayName}?`}
      description="Its settings there are lost. Members who signed in with it must sign in again with another method. Those who have no other one can’t sign in there."
    >
      <Form action={disable.bind(null, id)}>
        <input type="hidden" name="connection_id" value={connectionId} />
        <DialogActions submit="Disable" tone="danger" />
      </Form>
    </AlertDialog>
  )
}
