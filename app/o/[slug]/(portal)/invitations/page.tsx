import { MailPlus } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { TableKeys } from '@/components/ui/table-keys'
import { SearchField } from '@/components/ui/search-field'
import { SearchSelect } from '@/components/ui/search-select'
import { TextLink } from '@/components/ui/text-link'
import { may } from '@/lib/access'
import { organizationPage } from '@/lib/http/person'
import type { RawQuery } from '@/lib/http/page-query'
import { NumberedPages } from '../../../../numbered-pages'
import { approve, decline } from '../requests/actions'
import { RequestsSection } from '../requests/requests-section'
import { getInvitationsPage, type InvitationsPage } from './invitations-page'
import { InvitationsTable } from './invitations-table'
import { InviteButton } from './invite-button'
import { JoinLinkLine } from './join-link/join-link-line'
import { PlainInviteForm } from './plain-invite-form'
import { filterOf, invitationsPathWith } from './query'

export const metadata: Metadata = { title: 'Invitations' }

interface InvitationsPageProps {
  params: Promise<{ slug: string }>
  searchParams: Promise<RawQuery>
}

const stateOptions = [
  { value: '', label: 'Pending and expired' },
  { value: 'pending', label: 'Pending' },
  { value: 'expired', label: 'Expired' },
  { value: 'accepted', label: 'Accepted' },
  { value: 'declined', label: 'Declined' },
  { value: 'revoked', label: 'Revoked' },
  { value: 'all', label: 'All' },
]

const sortOptions = [
  { value: '-sent', label: 'Newest first' },
  { value: 'sent', label: 'Oldest first' },
  { value: 'address', label: 'Address A–Z' },
  { value: '-address', label: 'Address Z–A' },
  { value: 'expires', label: 'First to expire' },
  { value: '-expires', label: 'Last to expire' },
]

export default async function Invitations({ params, searchParams }: InvitationsPageProps) {
  const given = (await params).slug
  const { access, actor, organization } = await organizationPage(given, 'read:organization_invitations')
  const filter = filterOf(await searchParams)
  const found = await getInvitationsPage(access, filter)
  const { slug, displayName } = organization
  const path = `/o/${slug}/invitations`
  const maySend = may(actor, 'create:organization_invitations')
  const mayRevoke = may(actor, 'delete:organization_invitations')
  return (
    <>
      <PageHeader
        title="Invitations"
        text={`People invited to join ${displayName}.`}
        action={
          maySend && (
            <InviteButton slug={slug}>
              <PlainInviteForm slug={slug} roles={found.roles} />
            </InviteButton>
          )
        }
      />
      <Requests slug={slug} page={found} maySend={maySend} />
      <JoinLinkLine href={`${path}/join-link`} link={found.joinLink} mayMake={maySend} />
      <div className="mb-4">
        <SearchField label="Search by address" action={path} value={filter.query}>
          <SearchSelect label="State" name="state" options={stateOptions} defaultValue={filter.state} />
          <SearchSelect
            label="Sort by"
            name="sort"
            options={sortOptions}
            defaultValue={filter.sort}
            isForNarrow
          />
        </SearchField>
      </div>
      {found.rows.length === 0 ? (
        <NoInvitations path={path} isFiltered={filter.query !== undefined || filter.state !== undefined} />
      ) : (
        <InvitationsTable
          invitations={found.rows}
          slug={slug}
          path={path}
          filter={filter}
          maySend={maySend}
          mayRevoke={mayRevoke}
        />
      )}
      <div className="mt-4 flex flex-col gap-4">
        <NumberedPages
          found={found}
          pathAt={(page) => invitationsPathWith(path, { ...filter, page })}
          canSearch
        />
        <TableKeys />
      </div>
    </>
  )
}

function Requests({ slug, page, maySend }: { slug: string; page: InvitationsPage; maySend: boolean }) {
  const roles = maySend ? page.roles.filter(({ isOwner }) => !isOwner) : null
  return (
    <RequestsSection
      {...page.requests}
      roles={roles}
      approve={approve.bind(null, slug)}
      decline={decline.bind(null, slug)}
    />
  )
}

function NoInvitations({ path, isFiltered }: { path: string; isFiltered: boolean }) {
  return (
    <EmptyState
      icon={<MailPlus aria-hidden strokeWidth={1.75} />}
      title={isFiltered ? 'Nothing matches' : 'No pending invitations'}
      text={
        isFiltered ? 'No invitations match this search.' : 'Pending and expired invitations are listed here.'
      }
      action={isFiltered && <TextLink href={path}>Show pending and expired</TextLink>}
    />
  )
}
