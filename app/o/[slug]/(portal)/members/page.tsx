import { Users } from 'lucide-react'
import type { Metadata } from 'next'
import { ExpectedRows } from '@/components/form/expected-rows'
import { LinkButton } from '@/components/ui/link-button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { TableKeys } from '@/components/ui/table-keys'
import { may } from '@/lib/access'
import { organizationPage } from '@/lib/http/person'
import { ExportLink } from '@/components/ui/export-link'
import type { RawQuery } from '@/lib/http/page-query'
import { NumberedPages } from '../../../../numbered-pages'
import { InviteButton } from '../invitations/invite-button'
import { getMembersPage, type MembersPageQuery } from './members-page'
import { MembersSearch } from './members-search'
import { MembersTable } from './members-table'
import { membersExportPath, membersPath, queryOf } from './query'

export const metadata: Metadata = { title: 'Members' }

interface MembersPageProps {
  params: Promise<{ slug: string }>
  searchParams: Promise<RawQuery>
}

export default async function Members({ params, searchParams }: MembersPageProps) {
  const { slug } = await params
  const { access, organization, actor } = await organizationPage(slug, 'read:organization_members')
  const query = queryOf(await searchParams)
  const page = await getMembersPage(access, query)
  return (
    <>
      <PageHeader
        title="Members"
        text={`People with access to ${organization.displayName}.`}
        action={
          <>
            <ExportLink href={membersExportPath(slug, query)} />
            {may(actor, 'create:organization_invitations') && <InviteButton slug={organization.slug} />}
          </>
        }
      />
      <div className="flex flex-col gap-4">
        <MembersSearch slug={slug} query={query} roles={page.roles} />
        {page.total > 0 ? (
          <ExpectedRows>
            <MembersTable organization={organization} actor={actor} page={page} query={query} />
          </ExpectedRows>
        ) : (
          <NoMatches slug={slug} query={query} />
        )}
        <NumberedPages
          found={page}
          pathAt={(number) => membersPath(slug, { ...query, page: number })}
          canSearch
        />
        <TableKeys />
      </div>
    </>
  )
}

function NoMatches({ slug, query }: { slug: string; query: MembersPageQuery }) {
  const words = query.q === '' ? 'has this role' : `has a name or email that starts with “${query.q}”`
  return (
    <EmptyState
      icon={<Users aria-hidden strokeWidth={1.75} />}
      title="No members match"
      text={`No one here ${words}${query.q !== '' && query.role !== '' ? ' and this role' : ''}.`}
      action={<LinkButton href={`/o/${slug}/members`}>Show all members</LinkButton>}
    />
  )
}
