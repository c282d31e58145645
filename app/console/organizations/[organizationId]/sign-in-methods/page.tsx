import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { Section } from '@/components/ui/page-header'
import { may, tryAuthorize } from '@/lib/access'
import { listAvailableConnections } from '@/lib/domain/connections/organization-connection'
import {
  getOrganizationStatus,
  type OrganizationStatus,
} from '@/lib/domain/organizations/get-organization-overview'
import { readTogether } from '@/lib/domain/read-together'
import { readDomains, requiredIn } from '../../../../o/[slug]/(portal)/sign-in-methods/domains'
import { organizationPath } from '../../query'
import { OrganizationFrame } from '../organization-frame'
import { organizationTab, type OrganizationPageProps } from '../organization-tab'
import { Domains } from './domains'
import { MethodsList } from './methods-list'

export const metadata: Metadata = { title: 'Sign-in methods' }

export default async function OrganizationSignInMethodsPage(props: OrganizationPageProps) {
  const { access, tenantActor } = await organizationTab(props, 'read:organization_connections')
  const ofDomains = tryAuthorize(access, 'read:organization_discovery_domains')
  const { organization, methods, domains } = await readTogether([access, ofDomains], async () => ({
    organization: await getOrganizationStatus(access),
    methods: await listAvailableConnections(access),
    domains: ofDomains && (await readDomains(ofDomains)),
  }))
  return (
    <OrganizationFrame organization={organization} tenantActor={tenantActor}>
      <Section title="Methods" text="The connections with which people sign in to this organization.">
        <MethodsList actor={access} methods={methods} />
      </Section>
      {may(tenantActor, 'read:self_service_profiles') && <SetUpLinks organization={organization} />}
      {domains && <Domains actor={access} required={requiredIn(methods)} {...domains} />}
    </OrganizationFrame>
  )
}

function SetUpLinks({ organization: { id, displayName } }: { organization: OrganizationStatus }) {
  return (
    <Section
      title="Set-up links"
      text={`The person who runs the identity provider of ${displayName} connects it by a link, without an account.`}
    >
      <LinkButton href={organizationPath(id, 'sign-in-methods/set-up-links')} className="self-start">
        View set-up links
      </LinkButton>
    </Section>
  )
}
