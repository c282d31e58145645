import type { Metadata } from 'next'
import { Section } from '@/components/ui/page-header'
import { authorize, may, type OrganizationActor } from '@/lib/access'
import { listAvailableConnections } from '@/lib/domain/connections/organization-connection'
import { listDomains } from '@/lib/domain/domains/list-domains'
import type { Domain } from '@/lib/domain/domains/read-domain'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readTogether } from '@/lib/domain/read-together'
import { DomainsList } from '../../../../o/[slug]/(portal)/sign-in-methods/domains-list'
import { OrganizationFrame } from '../organization-frame'
import type { OrganizationParams } from '../organization-id'
import { organizationTab } from '../organization-tab'
import { checkDomain, createDomain, deleteDomain, routeDomain } from './actions'
import { MethodsList } from './methods-list'

export const metadata: Metadata = { title: 'Sign-in methods' }

export default async function OrganizationSignInMethodsPage(props: OrganizationParams) {
  const { access, tenantActor } = await organizationTab(props, 'read:organization_connections')
  const ofDomains = may(access, 'read:organization_discovery_domains')
    ? authorize(access, 'read:organization_discovery_domains')
    : null
  const { organization, methods, domains } = await readTogether(
    ofDomains ? [access, ofDomains] : [access],
    async () => ({
      organization: await getOrganizationStatus(access),
      methods: await listAvailableConnections(access),
      domains: ofDomains && (await listDomains(ofDomains, { take: 100, skip: 0 })).rows,
    }),
  )
  return (
    <OrganizationFrame organization={organization} tenantActor={tenantActor}>
      <Section title="Methods" text="The connections with which people sign in to this organization.">
        <MethodsList actor={access} methods={methods} />
      </Section>
      {domains && <Domains actor={access} domains={domains} />}
    </OrganizationFrame>
  )
}

function Domains({ actor, domains }: { actor: OrganizationActor; domains: Domain[] }) {
  const { organizationId: id } = actor
  const mayChange = may(actor, 'update:organization_discovery_domains')
  return (
    <DomainsList
      text="Sign-ins with addresses at a verified domain can be routed to the organization’s sign-in page."
      whose="its members’"
      domains={domains}
      acts={{
        create: may(actor, 'create:organization_discovery_domains') ? createDomain.bind(null, id) : null,
        check: mayChange ? checkDomain.bind(null, id) : null,
        route: mayChange ? routeDomain.bind(null, id) : null,
        remove: may(actor, 'delete:organization_discovery_domains') ? deleteDomain.bind(null, id) : null,
      }}
    />
  )
}
