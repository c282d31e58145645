import { Mail, MailPlus } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { SearchField } from '@/components/ui/search-field'
import { SearchSelect } from '@/components/ui/search-select'
import { may } from '@/lib/access'
import { canSendEmail } from '@/lib/domain/email-sender/email-sender'
import { listInvitations } from '@/lib/domain/invitations/list-invitations'
import { invitationStates } from '@/lib/domain/invitations/queries'
import { findJoinLink } from '@/lib/domain/join-links/queries'
import { listJoinRequests } from '@/lib/domain/join-requests/queries'
import { readNumberedPage } from '@/lib/domain/numbered-page'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readTogether } from '@/lib/domain/read-together'
import { getAssignableRoles } from '@/lib/domain/roles/role-choices'
import { capitalize } from '@/lib/domain/text/capitalize'
import type { OffsetWindow } from '@/lib/domain/window'
import { NumberedPages } from '../../../../numbered-pages'
import type { InvitationsFilter } from '../../../../o/[slug]/(portal)/invitations/invitations-page'
import { filterOf, invitationsPathWith } from '../../../../o/[slug]/(portal)/invitations/query'
import { JoinLinkLine } from '../../../../o/[slug]/(portal)/invitations/join-link/join-link-line'
import { RequestsSection } from '../../../../o/[slug]/(portal)/requests/requests-section'
import { organizationPath } from '../../query'
import { EmailAndRoleDialog } from '../email-and-role-dialog'
import { OrganizationFrame } from '../organization-frame'
import { organizationTab, type OrganizationPageProps } from '../organization-tab'
import { approve, decline } from '../requests/actions'
import { invite } from './actions'
import { InvitationsTable } from './invitations-table'

export const metadata: Metadata = { title: 'Invitations' }

export default async function OrganizationInvitationsPage(props: OrganizationPageProps) {
  const { access, tenantActor } = await organizationTab(props, 'read:organization_invitations')
  const { state, query, page = 1 } = filterOf(await props.searchParams)
  const filter = { states: isAllStates(state) ? invitationStates : [state], prefix: query }
  const list = (window: OffsetWindow) => listInvitations(access, { include: 'details', ...filter, ...window })
  const { organization, found, roles, joinLink, waiting } = await readTogether([access], async () => ({
    organization: await getOrganizationStatus(access),
    found: await readNumberedPage(list, page),
    roles: await getAssignableRoles(access),
    joinLink: await findJoinLink(access),
    waiting: await listJoinRequests(access),
  }))
  const { id, displayName } = organization
  const path = organizationPath(id, 'invitations')
  const maySend = may(access, 'create:organization_invitations')
  return (
    <OrganizationFrame
      organization={organization}
      tenantActor={tenantActor}
      action={
        maySend && (
          <EmailAndRoleDialog
            icon={MailPlus}
            label="Invite someone"
            title={`Invite someone to ${displayName}`}
            description={await inviteText(access.tenantId)}
            action={invite.bind(null, id)}
            submit="Send invitation"
            roles={roles}
          />
        )
      }
    >
      <RequestsSection
        {...waiting}
        roles={maySend ? roles.filter(({ isOwner }) => !isOwner) : null}
        act="approve-join-request"
        approve={approve.bind(null, id)}
        decline={decline.bind(null, id)}
      />
      <JoinLinkLine href={`${path}/join-link`} link={joinLink} mayMake={maySend} />
      <div className="flex flex-col gap-4">
        <SearchField label="Search invitations" action={path} value={query}>
          <SearchSelect label="Filter by state" name="state" defaultValue={state ?? 'all'} options={states} />
        </SearchField>
        {found.rows.length > 0 ? (
          <InvitationsTable actor={access} invitations={found.rows} />
        ) : (
          <NoInvitations filter={{ state, query }} />
        )}
        <NumberedPages
          found={found}
          pathAt={(number) => invitationsPathWith(path, { state, query, page: number })}
          canSearch
        />
      </div>
    </OrganizationFrame>
  )
}

async function inviteText(tenantId: string): Promise<string> {
  return (await canSendEmail(tenantId))
    ? 'They get an email with a link. They become a member when they accept.'
    : 'Email isn’t set up yet, so they get none. Share the invitation’s link with them instead.'
}

const states = [
  { value: 'all', label: 'All' },
  ...invitationStates.map((value) => ({ value, label: capitalize(value) })),
]

function NoInvitations({ filter: { state, query } }: { filter: InvitationsFilter }) {
  const icon = <Mail aria-hidden strokeWidth={1.75} />
  if (isAllStates(state) && query === undefined)
    return <EmptyState icon={icon} title="No invitations yet" text="No one has been invited yet." />
  const text = query === undefined ? 'Choose another state.' : `No address here starts with “${query}”.`
  return <EmptyState icon={icon} title="No invitations match" text={text} />
}

function isAllStates(state: InvitationsFilter['state']): state is 'all' | undefined {
  return state === undefined || state === 'all'
}
