import { PersonCell } from '@/components/ui/person-cell'
import { SortColumn } from '@/components/ui/sort-column'
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
  const sorting = {
    sort: query.sort,
    pathWith: (sort: OrganizationSearchSort) => organizationsPath({ ...query, sort, page: 1 }),
  }
  return (
    <Table caption="Organizations">
      <TableHead>
        <SortColumn {...sorting} by={[['name', 'Name']]} />
        <Column>Members</Column>
        <SortColumn {...sorting} by={[['created', 'Created']]} />
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
