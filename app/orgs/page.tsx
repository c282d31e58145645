import { Building2, Plus } from 'lucide-react'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PersonMenu } from '@/components/shell/person-menu'
import { SiteHeader, SiteMain } from '@/components/shell/site-header'
import { LinkButton } from '@/components/ui/link-button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { may } from '@/lib/access'
import { listMyInvitations, type MyInvitation } from '@/lib/domain/invitations/my-invitations'
import { listMyOrganizations, type MyOrganization } from '@/lib/domain/organizations/my-organizations'
import { listJoinableOrganizations, type JoinableOrganization } from '@/lib/domain/join-requests/queries'
import { listRestorableOrganizations } from '@/lib/domain/organizations/get-organization'
import { readTogether } from '@/lib/domain/read-together'
import { requireSelf } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { signOut } from '../(front)/actions'
import { pageNumber } from '@/lib/http/page-number'
import type { RawQuery } from '@/lib/http/page-query'
import { consoleHrefFor } from '../console/console-pages'
import { JoinableList } from './joinable-list'
import { InvitationList, OrganizationList, RestorableList } from './organization-lists'

export const metadata: Metadata = { title: 'Organizations' }

export default async function OrganizationsPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const { access, session, tenantActor: actor } = await requireSelf()
  const tenant = await currentTenant()
  const page = pageNumber.parse((await searchParams)['page'])
  const { more, restorable, ...lists } = await readTogether([access], async () => ({
    ...(await listMyOrganizations(access, page)),
    invitations: page === 1 ? await listMyInvitations(access) : [],
    joinable: page === 1 ? await listJoinableOrganizations(access) : [],
    restorable: page === 1 ? await listRestorableOrganizations(access) : [],
  }))
  const consoleHref = consoleHrefFor(actor)
  const canJoin = lists.invitations.length + lists.joinable.length > 0
  const isEmpty = page === 1 && !canJoin && lists.organizations.length === 0
  const create = may(actor, 'create:organizations') && (
    <LinkButton href="/orgs/new" variant={canJoin ? 'secondary' : 'primary'}>
      <Plus aria-hidden strokeWidth={1.75} />
      Create organization
    </LinkButton>
  )
  return (
    <>
      <SiteHeader tenantName={tenant.name}>
        {consoleHref && <LinkButton href={consoleHref}>Console</LinkButton>}
        <PersonMenu compact person={session.user} signOut={signOut} consoleHref={consoleHref} />
      </SiteHeader>
      <SiteMain>
        <PageHeader
          title="Organizations"
          text={`Your organizations on ${tenant.name}.`}
          action={!isEmpty && create}
        />
        {isEmpty ? (
          <NoOrganization email={session.user.email} create={create} />
        ) : (
          <Lists {...lists} currentId={session.organization?.id} />
        )}
        <Pages page={page} more={more} />
        {restorable.length > 0 && <RestorableList organizations={restorable} />}
      </SiteMain>
    </>
  )
}

function NoOrganization({ email, create }: { email: string; create: ReactNode }) {
  return (
    <EmptyState
      icon={<Building2 aria-hidden strokeWidth={1.75} />}
      title="You’re in no organization yet"
      text={`Ask a teammate for an invitation to ${email}${create ? ', or create one for your company' : ''}.`}
      action={create}
    />
  )
}

interface ListsProps {
  organizations: MyOrganization[]
  invitations: MyInvitation[]
  joinable: JoinableOrganization[]
  currentId: string | undefined
}

function Lists({ organizations, invitations, joinable, currentId }: ListsProps) {
  const both = organizations.length > 0 && invitations.length + joinable.length > 0
  return (
    <>
      {invitations.length > 0 && <InvitationList invitations={invitations} />}
      {joinable.length > 0 && <JoinableList organizations={joinable} />}
      {both && <h2 className="mb-4 text-lg">Your organizations</h2>}
      {organizations.length > 0 && <OrganizationList organizations={organizations} currentId={currentId} />}
    </>
  )
}

function Pages({ page, more }: { page: number; more: boolean }) {
  return (
    <Pagination
      previous={page > 1 ? `/orgs?page=${page - 1}` : undefined}
      next={more ? `/orgs?page=${page + 1}` : undefined}
    />
  )
}
