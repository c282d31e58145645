import type { Metadata } from 'next'
import { authorize, may } from '@/lib/access'
import { listGrantsOfOrganization } from '@/lib/domain/client-grants/list-client-grants'
import {
  listAddableClients,
  listAddableGrants,
  listOrganizationClients,
} from '@/lib/domain/organization-clients/queries'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readNumberedPage } from '@/lib/domain/numbered-page'
import { readTogether } from '@/lib/domain/read-together'
import type { RawQuery } from '@/lib/http/page-query'
import { OrganizationFrame } from '../organization-frame'
import type { OrganizationParams } from '../organization-id'
import { organizationTab } from '../organization-tab'
import { ApplicationsSection } from './applications-section'
import { listPagesOf, listPagesPath, size } from './list-pages'
import { MachinesSection } from './machines-section'

export const metadata: Metadata = { title: 'Applications' }

interface ApplicationsPageProps extends OrganizationParams {
  searchParams: Promise<RawQuery>
}

export default async function OrganizationApplicationsPage(props: ApplicationsPageProps) {
  const pages = listPagesOf(await props.searchParams)
  const { access, tenantActor } = await organizationTab(props, 'read:organization_clients')
  const grants = may(access, 'read:organization_client_grants')
    ? authorize(access, 'read:organization_client_grants')
    : null
  const adding =
    may(access, 'create:organization_clients') && may(access, 'read:clients')
      ? authorize(access, 'create:organization_clients', 'read:clients')
      : null
  const granting =
    may(access, 'create:organization_client_grants') && may(access, 'read:client_grants')
      ? authorize(access, 'create:organization_client_grants', 'read:client_grants')
      : null
  const found = await readTogether(
    [access, ...[grants, adding, granting].filter((one) => one !== null)],
    async () => ({
      organization: await getOrganizationStatus(access),
      clients: await readNumberedPage((window) => listOrganizationClients(access, window), {
        page: pages.applications,
        size,
      }),
      addableClients: adding ? await listAddableClients(adding) : [],
      grants:
        grants &&
        (await readNumberedPage((window) => listGrantsOfOrganization(grants, window, {}), {
          page: pages.machines,
          size,
        })),
      addableGrants: granting ? await listAddableGrants(granting) : [],
    }),
  )
  const { organizationId } = access
  return (
    <OrganizationFrame organization={found.organization} tenantActor={tenantActor}>
      <ApplicationsSection
        actor={access}
        clients={found.clients}
        addable={found.addableClients}
        isLimited={found.organization.isAppEntitlementActive}
        pathAt={(applications) => listPagesPath(organizationId, { ...pages, applications })}
      />
      {found.grants && (
        <MachinesSection
          actor={access}
          grants={found.grants}
          addable={found.addableGrants}
          pathAt={(machines) => listPagesPath(organizationId, { ...pages, machines })}
        />
      )}
    </OrganizationFrame>
  )
}
