import { AppWindow } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { SearchField } from '@/components/ui/search-field'
import { TableKeys } from '@/components/ui/table-keys'
import { TextLink } from '@/components/ui/text-link'
import { may } from '@/lib/access'
import { searchClients } from '@/lib/domain/clients/list-clients'
import { readNumberedPage } from '@/lib/domain/numbered-page'
import { consolePage } from '@/lib/http/person'
import type { RawQuery } from '@/lib/http/page-query'
import { ApplicationsTable } from './applications-table'
import { NumberedPages } from '../../numbered-pages'
import { searchOf, searchPath } from '../list-query'

export const metadata: Metadata = { title: 'Applications' }

const path = '/console/applications'
const size = 25

export default async function ApplicationsPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const { operator, tenantActor } = await consolePage('read:clients')
  const { query, page } = searchOf(await searchParams)
  const found = await readNumberedPage((window) => searchClients(operator, window, query), { page, size })
  return (
    <>
      <PageHeader
        title="Applications"
        text="What people sign in to, and services that call your APIs."
        action={
          may(tenantActor, 'create:clients') && (
            <LinkButton href={`${path}/new`} variant="primary">
              Create application
            </LinkButton>
          )
        }
      />
      <div className="mb-4">
        <SearchField label="Search by name or client ID" action={path} value={query} />
      </div>
      {found.rows.length === 0 ? (
        <NoApplications isSearch={query !== undefined} />
      ) : (
        <ApplicationsTable clients={found.rows} />
      )}
      <div className="mt-4 flex flex-col gap-4">
        <NumberedPages
          found={found}
          size={size}
          pathAt={(to) => searchPath(path, { query, page: to })}
          canSearch
        />
        <TableKeys />
      </div>
    </>
  )
}

function NoApplications({ isSearch }: { isSearch: boolean }) {
  return (
    <EmptyState
      icon={<AppWindow aria-hidden strokeWidth={1.75} />}
      title={isSearch ? 'Nothing matches' : 'No applications yet'}
      text={
        isSearch
          ? 'No application’s name begins with this, and none has this client ID.'
          : 'Create one to sign people in, or to let a service call your APIs.'
      }
      action={isSearch && <TextLink href={path}>Show all applications</TextLink>}
    />
  )
}
