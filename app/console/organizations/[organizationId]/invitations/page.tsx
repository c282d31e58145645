import { Mail } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { SearchField } from '@/components/ui/search-field'
import { SearchSelect } from '@/components/ui/search-select'
import { may } from '@/lib/access'
import { listInvitations } from '@/lib/domain/invitations/list-invitations'
import { invitationStates } from '@/lib/domain/invitations/queries'
import { endText, rangeText, readNumberedPage } from '@/lib/domain/numbered-page'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readTogether } from '@/lib/domain/read-together'
import { getAssignableRoles } from '@/lib/domain/roles/role-choices'
import type { OffsetWindow } from '@/lib/domain/window'
import type { RawQuery } from '@/lib/http/page-query'
import type { InvitationsFilter } from '../../../../o/[slug]/(portal)/invitations/invitations-page'
import { filterOf, invitationsPathWith } from '../../../../o/[slug]/(portal)/invitations/query'
import { organizationPath } from '../../query'
import { OrganizationFrame } from '../organization-frame'
import type { OrganizationParams } from '../organization-id'
import { organizationTab } from '../organization-tab'
import { invite } from './actions'
import { InvitationsTable } from './invitations-table'
import { InviteDialog } from './invite-dialog'

export const metadata: Metadata = { title: 'Invitations' }

interface InvitationsPageProps extends OrganizationParams {
  searchParams: Promise<RawQuery>
}

const size = 25

export default async function OrganizationInvitationsPage(props: InvitationsPageProps) {
  const { access, tenantActor } = await organizationTab(props, 'read:organization_invitations')
  const { state, query, page = 1 } = filterOf(await props.searchParams)
  const filter = {
    states: state === undefined || state === 'all' ? invitationStates : [state],
    prefix: query,
  }
  const list = (window: OffsetWindow) => listInvitations(access, { include: 'details', ...filter, ...window })
  const { organization, found, roles } = await readTogether([access], async () => ({
    organization: await getOrganizationStatus(access),
    found: await readNumberedPage(list, { page, size }),
    roles: await getAssignableRoles(access),
  }))
  const { id, displayName } = organization
  const path = organizationPath(id, 'invitations')
  return (
    <OrganizationFrame
      organization={organization}
      tenantActor={tenantActor}
      action={
        may(access, 'create:organization_invitations') && (
          <InviteDialog action={invite.bind(null, id)} organizationName={displayName} roles={roles} />
        )
      }
    >
      <div className="flex flex-col gap-4">
        <SearchField label="Search invitations" action={path} value={query}>
          <SearchSelect label="Filter by state" name="state" defaultValue={state ?? 'all'} options={states} />
        </SearchField>
        {found.rows.length > 0 ? (
          <InvitationsTable actor={access} invitations={found.rows} />
        ) : (
          <NoInvitations filter={{ state, query }} />
        )}
        <Pages path={path} filter={{ state, query, page: found.page }} found={found} />
      </div>
    </OrganizationFrame>
  )
}

const states = [
  { value: 'all', label: 'All' },
  ...invitationStates.map((value) => ({
    value,
    label: value.charAt(0).toUpperCase() + value.slice(1),
  })),
]

function NoInvitations({ filter: { state, query } }: { filter: InvitationsFilter }) {
  const icon = <Mail aria-hidden strokeWidth={1.75} />
  const isAll = (state === undefined || state === 'all') && query === undefined
  if (isAll) return <EmptyState icon={icon} title="No invitations yet" text="No one has been invited yet." />
  const text = query === undefined ? 'Choose another state.' : `No address here starts with “${query}”.`
  return <EmptyState icon={icon} title="No invitations match" text={text} />
}

interface PagesProps {
  path: string
  filter: InvitationsFilter & { page: number }
  found: { rows: readonly unknown[]; total: number; hasNext: boolean; isCut: boolean }
}

function Pages({ path, filter, found }: PagesProps) {
  const { page } = filter
  if (found.total === 0) return null
  const at = (number: number) => invitationsPathWith(path, { ...filter, page: number })
  return (
    <Pagination
      previous={page > 1 ? at(page - 1) : undefined}
      next={found.hasNext ? at(page + 1) : undefined}
      summary={rangeText({ ...found, page }, { size, shown: found.rows.length })}
      end={endText(found)}
    />
  )
}
