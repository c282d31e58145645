import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readTogether } from '@/lib/domain/read-together'
import { getSsoTicketChoices } from '@/lib/domain/sso-tickets/queries'
import { one } from '../../../../../../(front)/front-links'
import { ProviderChoice } from '../../../../../../(identity-providers)/provider-choice'
import { organizationPath } from '../../../../query'
import { organizationTab, type OrganizationPageProps } from '../../../organization-tab'
import { NewLinkForm } from './new-link-form'

export const metadata: Metadata = { title: 'Create a set-up link' }

export default async function NewSetUpLinkPage(props: OrganizationPageProps) {
  const { access } = await organizationTab(
    props,
    'read:organization_connections',
    'read:self_service_profiles',
    'create:sso_access_tickets',
  )
  const wanted = one((await props.searchParams)['connection'])
  const { organization, choices } = await readTogether([access], async () => ({
    organization: await getOrganizationStatus(access),
    choices: await getSsoTicketChoices(access),
  }))
  const { id, displayName } = organization
  const { profiles, connections } = choices
  const links = organizationPath(id, 'sign-in-methods/set-up-links')
  const chosen = connections.find((connection) => connection.id === wanted) ?? null
  return (
    <>
      <BackLink href={links}>Set-up links</BackLink>
      <PageHeader
        title="Create a set-up link"
        text={
          <span className="wrap-anywhere">
            Anyone with the link can connect one identity provider of {displayName}, test it and enable it.
            They need no account, and can do nothing else there. The link ends with that.
          </span>
        }
      />
      {profiles.length === 0 ? (
        <NoProfiles mayCreate={may(access, 'create:self_service_profiles', 'read:connections')} />
      ) : (
        <>
          {connections.length > 0 && (
            <ProviderChoice
              label="Connection"
              choices={[
                { key: '', label: 'A new connection', href: `${links}/new` },
                ...connections.map((connection) => ({
                  key: connection.id,
                  label: connection.displayName,
                  href: `${links}/new?connection=${connection.id}`,
                })),
              ]}
              chosen={chosen?.id ?? ''}
            />
          )}
          <NewLinkForm key={chosen?.id} organizationId={id} profiles={profiles} connection={chosen} />
        </>
      )}
    </>
  )
}

function NoProfiles({ mayCreate }: { mayCreate: boolean }) {
  return (
    <EmptyState
      title="No self-service profiles"
      text="A link needs one: it says which identity providers the link offers."
      action={
        mayCreate && (
          <LinkButton variant="primary" href="/console/connections/self-service-profiles/new">
            Create self-service profile
          </LinkButton>
        )
      }
    />
  )
}
