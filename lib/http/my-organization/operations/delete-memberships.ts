import { z } from 'zod'
import { removeMembers } from '@/lib/domain/members/remove-members'
import { ben } from '@/lib/http/auth0/example'
import { memberId } from '../member-shape'
import { myOrgRoute } from '../route'

const members = z
  .array(memberId)
  .length(1)
  .meta({ example: [ben.id] })

export const POST = myOrgRoute({
  title: 'Remove a member; the user stays',
  scopes: ['delete:my_org:memberships'],
  body: z.strictObject({ members }),
  status: 204,
  refusals: [409],
  what: 'member',
  run: (access, { body }) => removeMembers(access, { users: body.members, mustBeMembers: true }),
})
