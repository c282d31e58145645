import { Building2, Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { SearchField } from '@/components/ui/search-field'
import { SearchSelect } from '@/components/ui/search-select'
import { TableKeys } from '@/components/ui/table-keys'
import { may } from '@/lib/access'
import { readNumberedPage } from '@/lib/domain/numbered-page'
import {
  type OrganizationSearchSort,
  type OrganizationState,
  searchOrganizations,
} from '@/lib/domain/organizations/search-organizations'
import { readTogether } from '@/lib/domain/read-together'
import { consolePage } from '@/lib/http/person'
import type { RawQuery } from '@/lib/http/page-query'
import { NumberedPages } from '../../numbered-pages'
import { OrganizationsTable } from './organizations-table'
import { organizationsHref, organizationsPath, queryOf, type OrganizationsPageQuery } from './query'

export const metadata: Metadata = { title: 'Organizations' }

export default async function OrganizationsPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const { operator, tenantActor } = await consolePage('read:organizations')
  const { page, ...query } = queryOf(await searchParams)
  const found = await readTogether([operator], () =>
    readNumberedPage((window) => searchOrganizations(operator, { ...query, ...window }), page),
  )
  const shown = { ...query, page: found.page }
  return (
    <>
      <PageHeader
        title="Organizations"
        text="Your customers, and the people who work in them."
        action={
          may(tenantActor, 'create:organizations', 'create:organization_invitations') && (
            <LinkButton href={`${organizationsHref}/new`} variant="primary">
              <Plus aria-hidden strokeWidth={1.75} />
              Create organization
            </LinkButton>
          )
        }
      />
      <div className="flex flex-col gap-4">
        <OrganizationsSearch query={shown} />
        {found.rows.length > 0 ? (
          <OrganizationsTable organizations={found.rows} query={shown} />
        ) : (
          <NoOrganizations query={shown} />
        )}
        <NumberedPages
          found={found}
          pathAt={(number) => organizationsPath({ ...query, page: number })}
          canSearch
        />
        <TableKeys />
      </div>
    </>
  )
}

/** Includes the sort order where the table’s headings are hidden. */
function OrganizationsSearch({ query }: { query: OrganizationsPageQuery }) {
  return (
    <SearchField label="Search organizations" action={organizationsHref} value={query.q}>
      <SearchSelect label="Filter by state" name="state" defaultValue={query.state} options={states} />
      <SearchSelect label="Sort by" name="sort" defaultValue={query.sort} options={sorts} isForNarrow />
    </SearchField>
  )
}

const states: { value: OrganizationState; label: string }[] = [
  { value: '', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'suspended', label: 'Suspended' },
  { value: 'deleted', label: 'Deleted' },
]

const sorts: { value: OrganizationSearchSort; label: string }[] = [
  { value: 'name', label: 'Name A–Z' },
  { value: '-name', label: 'Name Z–A' },
  { value: '-created', label: 'Newest first' },
  { value: 'created', label: 'Oldest first' },
]

function NoOrganizations({ query: { q, state } }: { query: OrganizationsPageQuery }) {
  const icon = <Building2 aria-hidden strokeWidth={1.75} />
  if (q === '' && state === '') {
    const text = 'Create one for your first customer, and invite its owner in the same step.'
    return <EmptyState icon={icon} title="No organizations yet" text={text} />
  }
  const text =
    q === ''
      ? `No organization is ${state}.`
      : `No name or slug here starts with “${q}”, and no id is the same.`
  return (
    <EmptyState
      icon={icon}
      title="No organizations match"
      text={text}
      action={<LinkButton href={organizationsHref}>Show all organizations</LinkButton>}
    />
  )
}
