import { changeMemberRoles } from '@/lib/domain/members/change-member-roles'
import { memberPath, roleIds } from '../member-shape'
import { myOrgRoute } from '../route'

export const POST = myOrgRoute({
  title: 'Remove roles from a member, for clients that cannot send a body with DELETE',
  scopes: ['delete:my_org:member_roles'],
  body: roleIds,
  status: 204,
  refusals: [409],
  params: memberPath,
  what: 'member',
  run: (access, { body, params: { user_id: userId = '' } }) =>
    changeMemberRoles(access, { userId, remove: body.role_ids }),
})
