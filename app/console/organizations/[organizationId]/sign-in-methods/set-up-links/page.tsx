import { Link2 } from 'lucide-react'
import type { Metadata } from 'next'
import { ShownOnce } from '@/components/form/shown-once'
import { BackLink } from '@/components/ui/back-link'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { readNumberedPage } from '@/lib/domain/numbered-page'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readTogether } from '@/lib/domain/read-together'
import { listSsoTickets } from '@/lib/domain/sso-tickets/queries'
import { pageIn } from '@/lib/http/page-number'
import { pagesOf } from '@/lib/http/page-query'
import { findShownOnce, newSetUpLink } from '@/lib/http/shown-once'
import { NumberedPages } from '../../../../../numbered-pages'
import { organizationPath } from '../../../query'
import { OrganizationFrame } from '../../organization-frame'
import { organizationTab, type OrganizationPageProps } from '../../organization-tab'
import { dismiss } from './actions'
import { LinksTable } from './links-table'

export const metadata: Metadata = { title: 'Set-up links' }

export default async function SetUpLinksPage(props: OrganizationPageProps) {
  const { access, tenantActor } = await organizationTab(
    props,
    'read:organization_connections',
    'read:self_service_profiles',
  )
  const page = await pageIn(props.searchParams)
  const { organization, found } = await readTogether([access], async () => ({
    organization: await getOrganizationStatus(access),
    found: await readNumberedPage((window) => listSsoTickets(access, window), page),
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
      {shown?.organizationId === id && (
        <ShownOnce noun="link" value={shown.link} dismiss={dismiss}>
          <p>
            It is shown only once. Send it to the person who runs the identity provider: anyone who has it can
            decide which provider is connected.
          </p>
          {shown.email !== null && (
            <p className="mt-1 wrap-anywhere">It is also on its way to {shown.email}.</p>
          )}
        </ShownOnce>
      )}
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
        <NumberedPages found={found} pathAt={pagesOf(path)} />
      </Section>
    </OrganizationFrame>
  )
}
