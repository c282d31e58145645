import { AppWindow } from 'lucide-react'
import type { Metadata } from 'next'
import { z } from 'zod'
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
import { pageNumber } from '@/lib/http/page-number'
import { pagesOf, type RawQuery } from '@/lib/http/page-query'
import { ApplicationsTable } from './applications-table'
import { NumberedPages } from '../../numbered-pages'

export const metadata: Metadata = { title: 'Applications' }

const path = '/console/applications'

/** Invalid parameters are ignored. */
const query = z.object({ q: z.string().trim().max(200).catch(''), page: pageNumber })

export default async function ApplicationsPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const { operator, tenantActor } = await consolePage('read:clients')
  const { q, page } = query.parse(await searchParams)
  const found = await readNumberedPage((window) => searchClients(operator, window, q), page)
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
        <SearchField label="Search by name or client ID" action={path} value={q} />
      </div>
      {found.rows.length === 0 ? (
        <NoApplications isSearch={q !== ''} />
      ) : (
        <ApplicationsTable clients={found.rows} />
      )}
      <div className="mt-4 flex flex-col gap-4">
        <NumberedPages found={found} pathAt={pagesOf(path, { q })} canSearch />
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
