import { PersonCell } from '@/components/ui/person-cell'
import { SortLink, type SortDirection } from '@/components/ui/sort-link'
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
        <SortColumn query={query} by="name" label="Name" />
        <Column>Members</Column>
        <SortColumn query={query} by="created" label="Created" />
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
            <Cell className="whitespace-nowrap text-muted-foreground tabular-nums">
              {countText(organization.members)}
              <span className="wide:hidden">{organization.members === 1 ? ' member' : ' members'}</span>
            </Cell>
            <Cell className="whitespace-nowrap text-muted-foreground">
              <span className="wide:hidden">Created </span>
              <Time value={organization.createdAt} now={now} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

interface SortColumnProps {
  query: OrganizationsPageQuery
  by: 'name' | 'created'
  label: string
}

function SortColumn({ query, by, label }: SortColumnProps) {
  const sorted = direction(query.sort, by)
  const sort: OrganizationSearchSort = sorted === 'ascending' ? `-${by}` : by
  return (
    <Column aria-sort={sorted}>
      <SortLink href={organizationsPath({ ...query, sort, page: 1 })} label={label} sorted={sorted} />
    </Column>
  )
}

function direction(sort: OrganizationSearchSort, by: SortColumnProps['by']): SortDirection {
  if (sort === by) return 'ascending'
  return sort === `-${by}` ? 'descending' : undefined
}
