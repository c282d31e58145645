import { z } from 'zod'
import { changeMemberRoles } from '@/lib/domain/members/change-member-roles'
import { listMemberRoles } from '@/lib/domain/members/queries'
import { checkpointAnswer, checkpointPage, checkpointQuery } from '@/lib/http/auth0/checkpoint'
import { memberPath, roleAnswer, roleIds, roleWire } from '../member-shape'
import { myOrgRoute } from '../route'

export const GET = myOrgRoute({
  title: 'List a member’s roles',
  scopes: ['read:my_org:member_roles'],
  query: z.object(checkpointQuery),
  answer: checkpointAnswer('roles', roleAnswer),
  params: memberPath,
  what: 'member',
  run: (access, { query, params: { user_id: userId = '' } }) =>
    checkpointPage(query, (window) => listMemberRoles(access, { ...window, userId }), {
      key: 'roles',
      wire: roleWire,
    }),
})

export const POST = myOrgRoute({
  title: 'Add roles to a member',
  scopes: ['create:my_org:member_roles'],
  body: roleIds,
  status: 204,
  refusals: [409],
  params: memberPath,
  what: 'member',
  run: (access, { body, params: { user_id: userId = '' } }) =>
    changeMemberRoles(access, { userId, add: body.role_ids }),
})

export const DELETE = myOrgRoute({
  title: 'Remove roles from a member',
  scopes: ['delete:my_org:member_roles'],
  body: roleIds,
  status: 204,
  refusals: [409],
  params: memberPath,
  what: 'member',
  run: (access, { body, params: { user_id: userId = '' } }) =>
    changeMemberRoles(access, { userId, remove: body.role_ids }),
})
