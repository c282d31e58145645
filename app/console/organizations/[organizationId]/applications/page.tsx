import type { Metadata } from 'next'
import { tryAuthorize } from '@/lib/access'
import { listGrantsOfOrganization } from '@/lib/domain/client-grants/list-client-grants'
import {
  listAddableClients,
  listAddableGrants,
  listOrganizationClients,
} from '@/lib/domain/organization-clients/queries'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readNumberedPage } from '@/lib/domain/numbered-page'
import { readTogether } from '@/lib/domain/read-together'
import { pageNumber } from '@/lib/http/page-number'
import { pathWith } from '@/lib/http/page-query'
import { organizationPath } from '../../query'
import { OrganizationFrame } from '../organization-frame'
import { organizationTab, type OrganizationPageProps } from '../organization-tab'
import { ApplicationsSection } from './applications-section'
import { MachinesSection } from './machines-section'

export const metadata: Metadata = { title: 'Applications' }

export default async function OrganizationApplicationsPage(props: OrganizationPageProps) {
  const query = await props.searchParams
  const pages = { page: pageNumber.parse(query['page']), machines: pageNumber.parse(query['machines']) }
  const { access, tenantActor } = await organizationTab(props, 'read:organization_clients')
  const grants = tryAuthorize(access, 'read:organization_client_grants')
  const adding = tryAuthorize(access, 'create:organization_clients', 'read:clients')
  const granting = tryAuthorize(access, 'create:organization_client_grants', 'read:client_grants')
  const found = await readTogether([access, grants, adding, granting], async () => ({
    organization: await getOrganizationStatus(access),
    clients: await readNumberedPage((window) => listOrganizationClients(access, window), pages.page),
    addableClients: adding ? await listAddableClients(adding) : [],
    grants:
      grants &&
      (await readNumberedPage((window) => listGrantsOfOrganization(grants, window, {}), pages.machines)),
    addableGrants: granting ? await listAddableGrants(granting) : [],
  }))
  const path = organizationPath(access.organizationId, 'applications')
  return (
    <OrganizationFrame organization={found.organization} tenantActor={tenantActor}>
      <ApplicationsSection
        actor={access}
        clients={found.clients}
        addable={found.addableClients}
        isLimited={found.organization.isAppEntitlementActive}
        pathAt={(page) => pathOf(path, { ...pages, page })}
      />
      {found.grants && (
        <MachinesSection
          actor={access}
          grants={found.grants}
          addable={found.addableGrants}
          pathAt={(machines) => pathOf(path, { ...pages, machines })}
        />
      )}
    </OrganizationFrame>
  )
}

/** Each of the two lists has its own number. */
function pathOf(path: string, pages: { page: number; machines: number }): string {
  const numbers = Object.entries(pages).filter(([, number]) => number > 1)
  return pathWith(path, Object.fromEntries(numbers))
}
