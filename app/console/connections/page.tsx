import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader, Section } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { touchArea } from '@/components/ui/touch-area'
import { may } from '@/lib/access'
import { countText } from '@/lib/domain/bounded-count'
import { type ListedConnection, listConnectionsWithUsage } from '@/lib/domain/connections/connection-usage'
import { consolePage } from '@/lib/http/person'
import type { RawQuery } from '@/lib/http/page-query'
import { one } from '../../(front)/front-links'
import { strategyLabel } from './strategies'

export const metadata: Metadata = { title: 'Connections' }

const rowsAPage = 25

export default async function ConnectionsPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const { operator, tenantActor } = await consolePage('read:connections')
  const after = one((await searchParams)['after'])?.slice(0, 100) ?? null
  const { rows, next } = await listConnectionsWithUsage(operator, { after, take: rowsAPage })
  return (
    <>
      <PageHeader
        title="Connections"
        text="The ways to sign in, and where they are enabled."
        action={
          may(tenantActor, 'create:connections') && (
            <LinkButton variant="primary" href="/console/connections/new">
              Create connection
            </LinkButton>
          )
        }
      />
      <Table caption="Connections">
        <TableHead>
          <Column>Connection</Column>
          <Column>Strategy</Column>
          <Column>Enabled in</Column>
          <Column>Failures in 30 days</Column>
        </TableHead>
        <TableBody>
          {rows.map((connection) => (
            <ConnectionRow key={connection.id} connection={connection} />
          ))}
        </TableBody>
      </Table>
      <Pagination
        previous={after === null ? undefined : '/console/connections'}
        next={next === null ? undefined : `/console/connections?after=${encodeURIComponent(next)}`}
      />
      {may(tenantActor, 'read:self_service_profiles') && <SelfServiceSection />}
    </>
  )
}

function SelfServiceSection() {
  return (
    <div className="mt-8">
      <Section
        title="Self-service"
        text="Someone without an account can connect the identity provider of an organization by a set-up link. A profile says what such a link offers."
      >
        <LinkButton href="/console/connections/self-service-profiles" className="self-start">
          View self-service profiles
        </LinkButton>
      </Section>
    </div>
  )
}

function ConnectionRow({ connection }: { connection: ListedConnection }) {
  const { id, displayName, isDefault, organizations, failures, owner } = connection
  return (
    <TableRow>
      <Cell narrow="first" className="wide:py-2">
        <span className="flex min-w-0 flex-wrap items-center gap-2">
          <TextLink href={`/console/connections/${id}`} className={`wrap-anywhere ${touchArea}`}>
            {displayName}
          </TextLink>
          {isDefault && <Badge>Default</Badge>}
        </span>
        {owner && (
          <span className="block text-sm text-muted-foreground wrap-anywhere">
            Belongs to {owner.displayName}
          </span>
        )}
      </Cell>
      <Cell>{strategyLabel(connection)}</Cell>
      <Cell>{countText(organizations, 'organization')}</Cell>
      <Cell narrow={failures === 0 ? 'hide' : 'second'}>
        {failures === 0 ? 'No failures' : <Badge tone="warning">{`${countText(failures)} failed`}</Badge>}
      </Cell>
    </TableRow>
  )
}
