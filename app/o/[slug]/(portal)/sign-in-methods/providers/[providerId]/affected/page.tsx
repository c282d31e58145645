import type { Metadata } from 'next'
import { ownPicture } from '@/components/ui/avatar'
import { BackLink } from '@/components/ui/back-link'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { PersonCell } from '@/components/ui/person-cell'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { listMembersConcerned, type MembersConcerned } from '@/lib/domain/connections/own-connection'
import { searchText } from '@/lib/http/event-query'
import { organizationPage } from '@/lib/http/person'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { one } from '../../../../../../../(front)/front-links'

export const metadata: Metadata = { title: 'Affected members' }

interface AffectedPageProps {
  params: Promise<{ slug: string; providerId: string }>
  searchParams: Promise<RawQuery>
}

/** The members who can sign in only with the provider once it is required. */
export default async function AffectedPage({ params, searchParams }: AffectedPageProps) {
  const { slug, providerId } = await params
  const { access } = await organizationPage(
    slug,
    'read:organization_connections',
    'read:organization_members',
  )
  const after = searchText.parse(one((await searchParams)['after'])) ?? ''
  const { name, people, next } = await listMembersConcerned(access, { connectionId: providerId, after })
  const provider = `/o/${slug}/sign-in-methods/providers/${providerId}`
  const here = `${provider}/affected`
  return (
    <>
      <BackLink href={provider}>{name}</BackLink>
      <PageHeader
        title="Affected members"
        text={`Members with addresses at your verified domains, except owners. Once ${name} is required, they can sign in here with it only.`}
      />
      {people.length > 0 ? (
        <People people={people} slug={slug} />
      ) : (
        <EmptyState
          title={next === null ? 'No members to show' : 'No members on this page'}
          text={
            next === null ? `It affects no one${after === '' ? '' : ' else'}.` : 'Go on to the next page.'
          }
        />
      )}
      <Pagination
        back="First"
        previous={after === '' ? undefined : here}
        next={next === null ? undefined : pathWith(here, { after: next })}
      />
    </>
  )
}

function People({ people, slug }: Pick<MembersConcerned, 'people'> & { slug: string }) {
  return (
    <Table caption="Affected members">
      <TableHead>
        <Column>Member</Column>
        <Column>Sign-in</Column>
      </TableHead>
      <TableBody>
        {people.map((person) => (
          <TableRow key={person.id}>
            <PersonCell
              name={person.name}
              note={person.email}
              imageUrl={ownPicture(person.picture)}
              href={`/o/${slug}/members/${encodeURIComponent(person.id)}`}
            />
            <Cell
              narrow="line"
              className="whitespace-nowrap text-muted-foreground max-wide:whitespace-normal"
            >
              {signInOf(person)}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function signInOf({ hasIdentity, isElsewhere }: MembersConcerned['people'][number]): string {
  if (!hasIdentity) return 'Has never signed in with it'
  return isElsewhere ? 'Is signed in with another method now' : 'Has signed in with it'
}
