import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { authorize, may } from '@/lib/access'
import { listConnectionFailures } from '@/lib/domain/connections/connection-failures'
import { listAvailableConnections } from '@/lib/domain/connections/organization-connection'
import { readTogether } from '@/lib/domain/read-together'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { readDomains, requiredIn } from './domains'
import { DomainsSection } from './domains-section'
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
        action={
          may(actor, 'create:organization_connections') && (
            <LinkButton variant="primary" href={`/o/${slug}/sign-in-methods/new`}>
              Add identity provider
            </LinkButton>
          )
        }
      />
      <div className="mb-8">
        <MethodsTable
          slug={slug}
          tenantName={tenantName}
          methods={methods}
          mayEnable={may(actor, 'create:organization_connections')}
        />
      </div>
      <Section
        title="Last failures"
        text="The ten most recent failed sign-ins of the last 30 days, with the reason."
      >
        <FailuresList failures={failures} now={new Date()} />
      </Section>
      {domains && (
        <DomainsSection
          organization={organization}
          actor={actor}
          required={requiredIn(methods)}
          {...domains}
        />
      )}
    </>
  )
}
