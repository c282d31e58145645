import { ArrowDown, ArrowUp } from 'lucide-react'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Person } from '@/components/ui/person'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { OrganizationActor } from '@/lib/access'
import type { ListedMember } from '@/lib/domain/members/listed-members'
import type { MembersPage, MembersQuery, MemberSort } from '@/lib/domain/members/list-members'
import type { EnteredOrganization } from '@/lib/domain/organizations/enter-organization'
import { remove } from './actions'
import { MemberMenu } from './member-menu'
import { MemberRoles } from './member-roles'
import { memberPath, membersPath } from './query'
import { removalOf } from './removal-of'

interface MembersTableProps {
  organization: EnteredOrganization
  actor: OrganizationActor
  page: MembersPage
  query: MembersQuery
}

export function MembersTable({ organization, actor, page, query }: MembersTableProps) {
  const { slug } = organization
  const seesRoles = actor.held.has('read:organization_member_roles')
  const now = new Date()
  return (
    <Table caption={`Members of ${organization.displayName}`}>
      <TableHead>
        <Column aria-sort={direction(query.sort, 'name') ?? direction(query.sort, 'email')}>
          <span className="flex gap-4">
            <SortLink slug={slug} query={query} by="name" label="Name" />
            <SortLink slug={slug} query={query} by="email" label="Email" />
          </span>
        </Column>
        {seesRoles && <Column>Role</Column>}
        <Column aria-sort={direction(query.sort, 'joined')}>
          <SortLink slug={slug} query={query} by="joined" label="Joined" />
        </Column>
        <Column>
          <span className="sr-only">Actions</span>
        </Column>
      </TableHead>
      <TableBody>
        {page.members.map((member) => (
          <MemberRow key={member.userId} {...{ organization, actor, member, now, offered: page.offered }} />
        ))}
      </TableBody>
    </Table>
  )
}

interface MemberRowProps extends Pick<MembersTableProps, 'organization' | 'actor'> {
  member: ListedMember
  offered: MembersPage['offered']
  now: Date
}

function MemberRow({ organization, actor, member, offered, now }: MemberRowProps) {
  const { slug, displayName } = organization
  const href = memberPath(slug, member.userId)
  return (
    <TableRow>
      <Cell phone="line" className="max-w-0 sm:w-full max-sm:max-w-full max-sm:pr-12">
        <span className="flex min-w-0 items-center gap-2">
          <Link href={href} prefetch={false} className="min-w-0 rounded-sm">
            <Person name={member.name} email={member.email} imageUrl={member.picture ?? undefined} />
          </Link>
          <Marks member={member} />
        </span>
      </Cell>
      {member.roles && (
        <Cell phone="line">
          <MemberRoles {...{ slug, actor, member, offered }} />
        </Cell>
      )}
      <Cell phone="hide" className="text-muted-foreground">
        <Time value={member.joinedAt} now={now} />
      </Cell>
      <Cell phone="corner" align="end">
        <MemberMenu
          href={href}
          remove={remove.bind(null, slug)}
          removal={removalOf(actor, member, displayName)}
        />
      </Cell>
    </TableRow>
  )
}

export function Marks({ member }: { member: ListedMember }) {
  return (
    <>
      {member.isSelf && <Badge>You</Badge>}
      {member.isBlocked && <Badge tone="danger">Blocked</Badge>}
      {member.isSuspended && <Badge tone="warning">Suspended</Badge>}
    </>
  )
}

type SortKey = 'name' | 'email' | 'joined'

interface SortLinkProps {
  slug: string
  query: MembersQuery
  by: SortKey
  label: string
}

function SortLink({ slug, query, by, label }: SortLinkProps) {
  const sorted = direction(query.sort, by)
  const sort: MemberSort = sorted === 'ascending' ? `-${by}` : by
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp
  return (
    <Link
      href={membersPath(slug, { ...query, sort, page: 1 })}
      prefetch={false}
      className="inline-flex items-center gap-1 rounded-sm hover:text-foreground"
    >
      {label}
      {sorted && <Arrow aria-hidden strokeWidth={1.75} className="size-3.5" />}
    </Link>
  )
}

function direction(sort: MemberSort, by: SortKey): 'ascending' | 'descending' | undefined {
  if (sort === by) return 'ascending'
  return sort === `-${by}` ? 'descending' : undefined
}
