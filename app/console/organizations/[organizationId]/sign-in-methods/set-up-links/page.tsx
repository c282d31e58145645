import { Link2 } from 'lucide-react'
import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { readNumberedPage } from '@/lib/domain/numbered-page'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readTogether } from '@/lib/domain/read-together'
import { listSsoTickets } from '@/lib/domain/sso-tickets/queries'
import { pageNumber } from '@/lib/http/event-query'
import { pathWith } from '@/lib/http/page-query'
import { findShownOnce, newSetUpLink } from '@/lib/http/shown-once'
import type { SearchParams } from '../../../../../(front)/front-links'
import { NumberedPages } from '../../../../../numbered-pages'
import { organizationPath } from '../../../query'
import { OrganizationFrame } from '../../organization-frame'
import type { OrganizationParams } from '../../organization-id'
import { organizationTab } from '../../organization-tab'
import { LinksTable } from './links-table'
import { NewLink } from './new-link'

export const metadata: Metadata = { title: 'Set-up links' }

const size = 25

export default async function SetUpLinksPage(props: OrganizationParams & { searchParams: SearchParams }) {
  const { access, tenantActor } = await organizationTab(
    props,
    'read:organization_connections',
    'read:self_service_profiles',
  )
  const page = pageNumber.parse((await props.searchParams)['page'])
  const { organization, found } = await readTogether([access], async () => ({
    organization: await getOrganizationStatus(access),
    found: await readNumberedPage((window) => listSsoTickets(access, window), { page, size }),
  }))
  const { id, displayName } = organization
  const path = organizationPath(id, 'sign-in-methods/set-up-links')
  const mayCreate = may(access, 'create:sso_access_tickets')
  const shown = mayCreate ? await findShownOnce(newSetUpLink, access.caller) : null
  const create = mayCreate && (
    <LinkButton variant="primary" href={`${path}/new`}>
      Create set-up link
    </LinkButton>
  )
  return (
    <OrganizationFrame organization={organization} tenantActor={tenantActor}>
      <BackLink href={organizationPath(id, 'sign-in-methods')}>Sign-in methods</BackLink>
      {shown?.organizationId === id && <NewLink {...shown} />}
      <Section
        title="Set-up links"
        text={`Someone without an account can use a link to connect the identity provider of ${displayName}. Links that ended stay listed for about a month.`}
        action={found.rows.length > 0 && create}
      >
        {found.rows.length > 0 ? (
          <LinksTable links={found.rows} mayRevoke={may(access, 'delete:sso_access_tickets')} />
        ) : (
          <EmptyState
            icon={<Link2 aria-hidden strokeWidth={1.75} />}
            title="No set-up links"
            text="Create one and send it to the person who runs the identity provider."
            action={create}
          />
        )}
        <NumberedPages
          found={found}
          size={size}
          pathAt={(number) => pathWith(path, { page: number === 1 ? '' : String(number) })}
        />
      </Section>
    </OrganizationFrame>
  )
}
