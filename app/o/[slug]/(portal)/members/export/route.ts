import { may } from '@/lib/access'
import { exportMembers } from '@/lib/domain/members/export-members'
import type { Member } from '@/lib/domain/members/list-members'
import { byteOrderMark, csvResponse, csvRow } from '@/lib/http/csv'
import { organizationPage } from '@/lib/http/person'
import { queryOf } from '../query'

/** All members that match the page’s filters, in its order. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const { access, organization } = await organizationPage((await params).slug, 'read:organization_members')
  const { page: _, ...query } = queryOf(Object.fromEntries(new URL(request.url).searchParams))
  const seesRoles = may(access, 'read:organization_member_roles')
  return csvResponse(`${organization.slug}-members.csv`, async () =>
    rows(await exportMembers(access, query), seesRoles),
  )
}

async function* rows(batches: AsyncGenerator<Member[]>, seesRoles: boolean): AsyncGenerator<string, void> {
  const columns = [
    'Name',
    'Email',
    ...(seesRoles ? ['Roles'] : []),
    'Status',
    'Joined',
    'Last active',
    'User ID',
  ]
  yield byteOrderMark + csvRow(columns)
  for await (const members of batches) yield members.map((member) => rowOf(member, seesRoles)).join('')
}

function rowOf(member: Member, seesRoles: boolean): string {
  const { name, email, roles, joinedAt, lastActiveAt, userId } = member
  const names = (roles ?? []).map((role) => role.name).join('; ')
  const status = member.isBlocked ? 'Blocked' : member.isSuspended ? 'Suspended' : 'Active'
  const times = [joinedAt.toISOString(), lastActiveAt?.toISOString() ?? '']
  return csvRow([name, email, ...(seesRoles ? [names] : []), status, ...times, userId])
}
