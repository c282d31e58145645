import type { Metadata } from 'next'
import { ownPicture } from '@/components/ui/avatar'
import { BackLink } from '@/components/ui/back-link'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { PersonCell } from '@/components/ui/person-cell'
import { Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import {
  listMembersWithoutFactor,
  type MembersWithoutFactor,
} from '@/lib/domain/policies/list-members-without-factor'
import { searchText } from '@/lib/http/event-query'
import { organizationPage } from '@/lib/http/person'
import { frontLink, one, type SearchParams } from '../../../../../(front)/front-links'

export const metadata: Metadata = { title: 'Members without a second factor' }

interface WithoutFactorPageProps {
  params: Promise<{ slug: string }>
  searchParams: SearchParams
}

export default async function WithoutFactorPage({ params, searchParams }: WithoutFactorPageProps) {
  const { access, organization } = await organizationPage(
    (await params).slug,
    'update:organization_security',
    'read:organization_members',
  )
  const after = searchText.parse(one((await searchParams)['after'])) ?? ''
  const found = await listMembersWithoutFactor(access, after)
  const base = `/o/${organization.slug}`
  const here = `${base}/security/second-factor`
  return (
    <>
      <BackLink href={`${base}/security`}>Security</BackLink>
      <PageHeader
        title="Members without a second factor"
        text={`They have no passkey or authenticator app with which they could sign in to ${organization.displayName}.`}
      />
      {found.people.length > 0 ? (
        <People found={found} base={base} />
      ) : (
        <EmptyState
          title={found.next === null ? 'No members to show' : 'No members on this page'}
          text={found.next === null ? 'All others have a second factor.' : 'Go on to the next page.'}
        />
      )}
      <Pagination
        back="Newest"
        {...(after === '' ? {} : { previous: here })}
        {...(found.next === null ? {} : { next: frontLink(here, { after: found.next }) })}
      />
    </>
  )
}

function People({ found: { people }, base }: { found: MembersWithoutFactor; base: string }) {
  return (
    <Table caption="Members without a second factor">
      <TableHead>
        <Column>Member</Column>
      </TableHead>
      <TableBody>
        {people.map(({ id, name, email, picture }) => (
          <TableRow key={id}>
            <PersonCell
              name={name}
              note={email}
              imageUrl={ownPicture(picture)}
              href={`${base}/members/${encodeURIComponent(id)}`}
            />
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
