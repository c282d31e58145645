import { z } from 'zod'
import { changeMemberRoles } from '@/lib/domain/members/change-member-roles'
import { listMemberRoles } from '@/lib/domain/members/queries'
import { orgRoute } from '@/lib/http/api'
import { withLastOwnerQuery, lastOwnerQuery } from '@/lib/http/auth0/last-owner'
import { memberRoleAnswer, memberRoleWire, roleIds } from '@/lib/http/auth0/member-role'
import { pageAnswer, pageOf, pagingQuery, windowOf } from '@/lib/http/auth0/paging'
import { noUser } from '@/lib/http/auth0/problem'

export const GET = orgRoute({
  title: 'List a member’s roles',
  any: ['read:organization_member_roles'],
  query: z.object(pagingQuery),
  answer: pageAnswer('roles', memberRoleAnswer),
  absent: noUser,
  run: async (access, { query, params: { user_id: userId = '' } }) => {
    const found = await listMemberRoles(access, { ...windowOf(query), userId })
    return pageOf(query, found, { key: 'roles', wire: memberRoleWire })
  },
})

export const POST = orgRoute({
  title: 'Add roles to a member',
  any: ['create:organization_member_roles'],
  body: roleIds,
  status: 204,
  refusals: [409],
  absent: noUser,
  run: async (access, { body, params: { user_id: userId = '' } }) => {
    await changeMemberRoles(access, { userId, add: body.roles })
  },
})

export const DELETE = orgRoute({
  title: 'Remove roles from a member',
  any: ['delete:organization_member_roles'],
  query: z.object(lastOwnerQuery),
  body: roleIds,
  status: 204,
  refusals: [409],
  absent: noUser,
  run: async (access, { query, body, params: { user_id: userId = '' } }) => {
    const remove = body.roles
    await withLastOwnerQuery(access, query, (by) => changeMemberRoles(by, { userId, remove }))
  },
})
