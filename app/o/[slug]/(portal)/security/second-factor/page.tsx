import type { Metadata } from 'next'
import { ownPicture } from '@/components/ui/avatar'
import { BackLink } from '@/components/ui/back-link'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { PersonCell } from '@/components/ui/person-cell'
import { SearchField } from '@/components/ui/search-field'
import { Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import {
  listMembersWithoutFactor,
  type MembersWithoutFactor,
} from '@/lib/domain/policies/list-members-without-factor'
import { searchText } from '@/lib/http/event-query'
import { organizationPage } from '@/lib/http/person'
import { memberSearch } from '../../members/query'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { one } from '../../../../../(front)/front-links'

export const metadata: Metadata = { title: 'Members without a second factor' }

interface WithoutFactorPageProps {
  params: Promise<{ slug: string }>
  searchParams: Promise<RawQuery>
}

export default async function WithoutFactorPage({ params, searchParams }: WithoutFactorPageProps) {
  const { access, organization } = await organizationPage(
    (await params).slug,
    'update:organization_security',
    'read:organization_members',
  )
  const query = await searchParams
  const after = searchText.parse(one(query['after'])) ?? ''
  const q = memberSearch.parse(one(query['q']))
  const found = await listMembersWithoutFactor(access, { q, after })
  const base = `/o/${organization.slug}`
  const here = `${base}/security/second-factor`
  return (
    <>
      <BackLink href={`${base}/security`}>Security</BackLink>
      <PageHeader
        title="Members without a second factor"
        text={`They have no passkey or authenticator app with which they could sign in to ${organization.displayName}.`}
      />
      <div className="flex flex-col gap-4">
        <SearchField label="Search members" action={here} value={q} />
        {found.people.length > 0 ? (
          <People found={found} base={base} />
        ) : (
          <NoPeople q={q} isFirst={after === ''} hasNext={found.next !== null} here={here} />
        )}
        <Pagination
          back="First"
          previous={after === '' ? undefined : pathWith(here, { q })}
          next={found.next === null ? undefined : pathWith(here, { q, after: found.next })}
        />
      </div>
    </>
  )
}

interface NoPeopleProps {
  q: string
  isFirst: boolean
  hasNext: boolean
  here: string
}

function NoPeople({ q, isFirst, hasNext, here }: NoPeopleProps) {
  if (hasNext) return <EmptyState title="No members on this page" text="Go on to the next page." />
  if (!isFirst) return <EmptyState title="No more members" text="The pages before show all of them." />
  if (q === '') return <EmptyState title="No members to show" text="All others have a second factor." />
  return (
    <EmptyState
      title="No members match"
      text={`No one without a second factor has a name or email that starts with “${q}”.`}
      action={<LinkButton href={here}>Show all of them</LinkButton>}
    />
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
