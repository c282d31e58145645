import type { Metadata } from 'next'
import { PageHeader, Section } from '@/components/ui/page-header'
import { authorize, may, type OrganizationActor } from '@/lib/access'
import { listConnectionFailures } from '@/lib/domain/connections/connection-failures'
import { listAvailableConnections } from '@/lib/domain/connections/organization-connection'
import { readTogether } from '@/lib/domain/read-together'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { checkDomain, createDomain, deleteDomain, routeDomain } from './actions'
import { DomainJoining } from './domain-joining'
import { readDomains, type DomainsPage } from './domains'
import { DomainsList } from './domains-list'
import { FailuresList } from './failures-list'
import { MethodsTable } from './methods-table'

export const metadata: Metadata = { title: 'Sign-in methods' }

export default async function SignInMethodsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { access, actor, organization } = await organizationPage(
    (await params).slug,
    'read:organization_connections',
  )
  const { name: tenantName } = await currentTenant()
  const ofDomains = may(actor, 'read:organization_discovery_domains')
    ? authorize(actor, 'read:organization_discovery_domains')
    : null
  const { methods, failures, domains } = await readTogether(
    ofDomains ? [access, ofDomains] : [access],
    async () => ({
      methods: await listAvailableConnections(access),
      failures: await listConnectionFailures(access),
      domains: ofDomains && (await readDomains(ofDomains)),
    }),
  )
  const { slug, displayName } = organization
  return (
    <>
      <PageHeader
        title="Sign-in methods"
        text={`The ways to sign in to ${displayName}. Members who use other methods must sign in again.`}
      />
      <div className="mb-8">
        <MethodsTable
          slug={slug}
          tenantName={tenantName}
          methods={methods}
          maySwitchOn={may(actor, 'create:organization_connections')}
        />
      </div>
      <Section
        title="Last failures"
        text="The ten most recent failed sign-ins of the last 30 days, with the reason."
      >
        <FailuresList failures={failures} now={new Date()} />
      </Section>
      {domains && <DomainsSection organization={organization} actor={actor} {...domains} />}
    </>
  )
}

interface DomainsSectionProps extends DomainsPage {
  organization: { slug: string; displayName: string }
  actor: OrganizationActor
}

function DomainsSection({ organization, actor, domains, joining }: DomainsSectionProps) {
  const { slug, displayName } = organization
  const mayChange = may(actor, 'update:organization_discovery_domains')
  return (
    <DomainsList
      text={`Verify a domain to route sign-ins with its addresses to ${displayName}’s sign-in page, and to let people with them join. People who sign in with your identity provider then don’t need to confirm their address by email.`}
      whose="your"
      domains={domains}
      acts={{
        create: may(actor, 'create:organization_discovery_domains') ? createDomain.bind(null, slug) : null,
        check: mayChange ? checkDomain.bind(null, slug) : null,
        route: mayChange ? routeDomain.bind(null, slug) : null,
        remove: may(actor, 'delete:organization_discovery_domains') ? deleteDomain.bind(null, slug) : null,
      }}
      joiningOf={(domain) => (
        <DomainJoining
          slug={slug}
          domain={domain}
          setting={joining.settings.find(({ domainId }) => domainId === domain.id)}
          roles={joining.roles}
        />
      )}
    />
  )
}
