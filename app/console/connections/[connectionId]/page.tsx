import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { Copyable } from '@/components/ui/copyable'
import { Fact, Facts } from '@/components/ui/facts'
import { PageHeader, Section } from '@/components/ui/page-header'
import { may, tryAuthorize, type TenantAccess, type TenantActor } from '@/lib/access'
import { listFailuresOfConnection } from '@/lib/domain/connections/connection-failures'
import {
  type ConnectionUsage,
  countConnectionUsers,
  listConnectionOrganizations,
} from '@/lib/domain/connections/connection-usage'
import { getConnection } from '@/lib/domain/connections/queries'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { readTogether } from '@/lib/domain/read-together'
import { registeredRedirectUri } from '@/lib/federation/redirect-uri'
import { consolePage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import type { RawQuery } from '@/lib/http/page-query'
import { one } from '../../../(front)/front-links'
import { FailuresList } from '../../../o/[slug]/(portal)/sign-in-methods/failures-list'
import { SubjectLink } from '../../subject-link'
import { strategyLabel } from '../strategies'
import { ConnectionForm } from './connection-form'
import { DeleteDialog } from './delete-dialog'
import { OrganizationsSection, organizationsAPage } from './organizations-section'
import { SamlFacts } from './saml-facts'
import { TestSection } from './test-section'

export const metadata: Metadata = { title: 'Connection' }

interface ConnectionPageProps {
  params: Promise<{ connectionId: string }>
  searchParams: Promise<RawQuery>
}

export default async function ConnectionPage({ params, searchParams }: ConnectionPageProps) {
  const { connectionId } = await params
  const query = await searchParams
  const { operator, tenantActor } = await consolePage('read:connections')
  const search = searchIn(query)
  const shown = { connectionId, search, after: one(query['after'])?.slice(0, 100) ?? null }
  const { connection, usage, failures, organizations } = await readConnectionPage(operator, shown)
  const isProvider = connection.options !== null || connection.saml !== null
  return (
    <>
      <BackLink href="/console/connections">Connections</BackLink>
      <PageHeader
        title={<span className="wrap-anywhere">{connection.displayName}</span>}
        text={strategyLabel(connection)}
        action={
          isProvider &&
          may(tenantActor, 'delete:connections') && <DeleteDialog connection={connection} usage={usage} />
        }
      />
      <ConnectionFacts connection={connection} owner={usage.owner} viewer={tenantActor} />
      {isProvider && <TestSection connection={connection} />}
      {usage.owner === null && may(tenantActor, 'update:connections') && (
        <Section title="Settings">
          <ConnectionForm connection={connection} />
        </Section>
      )}
      {organizations && (
        <OrganizationsSection
          connectionId={connectionId}
          organizations={organizations}
          search={search}
          usage={usage}
          actor={tenantActor}
        />
      )}
      <Section title="Last failures" text="The ten most recent of the last 30 days, with the reason.">
        <FailuresList failures={failures} now={new Date()} />
      </Section>
    </>
  )
}

function searchIn(query: RawQuery): string {
  return (one(query['q']) ?? '').trim().toLowerCase().slice(0, 100)
}

interface Shown {
  connectionId: string
  search: string
  after: string | null
}

function readConnectionPage(operator: TenantAccess<'read:connections'>, { connectionId, ...page }: Shown) {
  const ofOrganizations = tryAuthorize(operator, 'read:connections', 'read:organizations')
  return readTogether([operator, ofOrganizations], async () => ({
    connection: await getConnection(operator, connectionId),
    usage: await countConnectionUsers(operator, connectionId),
    failures: await listFailuresOfConnection(operator, connectionId),
    organizations:
      ofOrganizations &&
      (await listConnectionOrganizations(ofOrganizations, {
        connectionId,
        ...page,
        take: organizationsAPage,
      })),
  }))
}

interface ConnectionFactsProps {
  connection: Connection
  viewer: TenantActor
  owner: ConnectionUsage['owner']
}

async function ConnectionFacts({ connection, owner, viewer }: ConnectionFactsProps) {
  const { id, name, options, saml } = connection
  const redirectUri = registeredRedirectUri(await currentTenant(), { id, options })
  return (
    <div className="mb-8">
      <Facts>
        {owner && (
          <Fact label="Belongs to">
            <SubjectLink kind="organization" id={owner.id} viewer={viewer}>
              {owner.displayName}
            </SubjectLink>
          </Fact>
        )}
        <Fact label="Connection ID">
          <Copyable value={id} label="Copy connection ID" />
        </Fact>
        <Fact label="Name">
          <code>{name}</code>
        </Fact>
        {saml && <SamlFacts connection={connection} saml={saml} />}
        {options && (
          <>
            <Fact label="Redirect URI">
              <Copyable value={redirectUri} label="Copy redirect URI" />
            </Fact>
            <Fact label="Issuer">
              <code>{options.issuer}</code>
            </Fact>
            <Fact label="Client ID">
              <code>{options.clientId}</code>
            </Fact>
            <Fact label="Client secret">
              {options.publicKey ? 'A key that is created here' : 'Stored, never shown'}
            </Fact>
            {options.publicKey && (
              <Fact label="Public key">
                <code className="text-sm">{JSON.stringify(options.publicKey)}</code>
              </Fact>
            )}
          </>
        )}
      </Facts>
    </div>
  )
}
