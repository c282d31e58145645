import { UserPlus, Users } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { SearchField } from '@/components/ui/search-field'
import { SearchSelect } from '@/components/ui/search-select'
import { TableKeys } from '@/components/ui/table-keys'
import { may, tryAuthorize } from '@/lib/access'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readTogether } from '@/lib/domain/read-together'
import { NumberedPages } from '../../../../numbered-pages'
import { getMembersPage, type MembersPageQuery } from '../../../../o/[slug]/(portal)/members/members-page'
import { memberSorts } from '../../../../o/[slug]/(portal)/members/members-search'
import { queryOf } from '../../../../o/[slug]/(portal)/members/query'
import { organizationPath } from '../../query'
import { EmailAndRoleDialog } from '../email-and-role-dialog'
import { OrganizationFrame } from '../organization-frame'
import { organizationTab, type OrganizationPageProps } from '../organization-tab'
import { add } from './actions'
import { membersPath, MembersTable } from './members-table'

export const metadata: Metadata = { title: 'Members' }

export default async function OrganizationMembersPage(props: OrganizationPageProps) {
  const { access, tenantActor } = await organizationTab(props, 'read:organization_members')
  const raw = await props.searchParams
  const query = queryOf(raw)
  const ofRoles = tryAuthorize(access, 'read:organization_member_roles')
  const { organization, page } = await readTogether([access, ofRoles], async () => ({
    organization: await getOrganizationStatus(access),
    page: await getMembersPage(access, query),
  }))
  const { id, displayName } = organization
  const mayAdd = may(access, 'create:organization_members', 'create:organization_member_roles', 'read:users')
  return (
    <OrganizationFrame
      organization={organization}
      tenantActor={tenantActor}
      action={
        mayAdd && (
          <EmailAndRoleDialog
            act="add-member"
            icon={UserPlus}
            label="Add member"
            title={`Add a member to ${displayName}`}
            description="A user who exists already. They get access at once, without an invitation or an email."
            action={add.bind(null, id)}
            submit="Add member"
            roles={page.assignableRoles}
          />
        )
      }
    >
      <div className="flex flex-col gap-4">
        <MembersSearch organizationId={id} query={query} />
        {page.total > 0 ? (
          <MembersTable
            organization={organization}
            actor={access}
            page={page}
            query={query}
            editedId={[raw['edited']].flat()[0]}
            mayOpenUsers={may(tenantActor, 'read:users')}
          />
        ) : (
          <NoMembers query={query} />
        )}
        <NumberedPages
          found={page}
          pathAt={(number) => membersPath(id, { ...query, page: number })}
          canSearch
        />
        <TableKeys />
      </div>
    </OrganizationFrame>
  )
}

function MembersSearch({ organizationId, query }: { organizationId: string; query: MembersPageQuery }) {
  return (
    <SearchField
      label="Search members"
      action={organizationPath(organizationId, 'members')}
      value={query.q}
      keep={{ role: query.role }}
    >
      <SearchSelect label="Sort by" name="sort" defaultValue={query.sort} options={memberSorts} isForNarrow />
    </SearchField>
  )
}

function NoMembers({ query: { q } }: { query: MembersPageQuery }) {
  const icon = <Users aria-hidden strokeWidth={1.75} />
  if (q === '')
    return <EmptyState icon={icon} title="No members yet" text="Invite its owner, or add a user." />
  const text = `No one here has a name or email that starts with “${q}”.`
  return <EmptyState icon={icon} title="No members match" text={text} />
}
