import { ArrowDown, ArrowUp } from 'lucide-react'
import { AppLink } from '@/components/ui/app-link'
import { PersonCell } from '@/components/ui/person-cell'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { countText } from '@/lib/domain/bounded-count'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import type {
  FoundOrganization,
  OrganizationSearchSort,
} from '@/lib/domain/organizations/search-organizations'
import { OrganizationBadges } from './organization-badges'
import { organizationPath, organizationsPath, type OrganizationsPageQuery } from './query'

interface OrganizationsTableProps {
  organizations: FoundOrganization[]
  query: OrganizationsPageQuery
}

export function OrganizationsTable({ organizations, query }: OrganizationsTableProps) {
  const now = new Date()
  return (
    <Table caption="Organizations">
      <TableHead>
        <Column aria-sort={direction(query.sort, 'name')}>
          <SortLink query={query} by="name" label="Name" />
        </Column>
        <Column>Members</Column>
        <Column aria-sort={direction(query.sort, 'created')}>
          <SortLink query={query} by="created" label="Created" />
        </Column>
      </TableHead>
      <TableBody>
        {organizations.map((organization) => (
          <TableRow key={organization.id}>
            <PersonCell
              name={organization.displayName}
              note={organization.slug}
              imageUrl={logoUrl(organization.logoId)}
              shape="square"
              href={organizationPath(organization.id)}
            >
              <OrganizationBadges {...organization} />
            </PersonCell>
            <Cell className="whitespace-nowrap tabular-nums">{membersText(organization.members)}</Cell>
            <Cell className="whitespace-nowrap">
              <Time value={organization.createdAt} now={now} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function membersText(count: number): string {
  if (count === 0) return 'No members'
  return count === 1 ? '1 member' : `${countText(count)} members`
}

interface SortLinkProps {
  query: OrganizationsPageQuery
  by: 'name' | 'created'
  label: string
}

function SortLink({ query, by, label }: SortLinkProps) {
  const sorted = direction(query.sort, by)
  const sort: OrganizationSearchSort = sorted === 'ascending' ? `-${by}` : by
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp
  return (
    <AppLink
      href={organizationsPath({ ...query, sort, page: 1 })}
      className="inline-flex items-center gap-1 rounded-sm hover:text-foreground"
    >
      {label}
      {sorted && <Arrow aria-hidden strokeWidth={1.75} className="size-3.5" />}
    </AppLink>
  )
}

function direction(
  sort: OrganizationSearchSort,
  by: SortLinkProps['by'],
): 'ascending' | 'descending' | undefined {
  if (sort === by) return 'ascending'
  return sort === `-${by}` ? 'descending' : undefined
}
