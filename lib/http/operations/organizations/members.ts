import { z } from 'zod'
import { addMembers } from '@/lib/domain/members/add-members'
import { listMembers } from '@/lib/domain/members/list-members'
import { removeMembers } from '@/lib/domain/members/remove-members'
import { orgRoute } from '@/lib/http/api'
import { withLastOwnerQuery, lastOwnerQuery } from '@/lib/http/auth0/last-owner'
import { asksForRoles, memberAnswer, memberIds, memberWire } from '@/lib/http/auth0/member'
import { pageAnswer, pageOf, pagingQuery, windowOf } from '@/lib/http/auth0/paging'
import { insufficientScope, noUser } from '@/lib/http/auth0/problem'

const search = z
  .string()
  .max(200)
  .default('')
  .describe('Words, each of which begins a word of the name or the address.')

export const GET = orgRoute({
  title: 'List the members, in the order in which they joined',
  any: ['read:organization_members'],
  query: z.object({ ...pagingQuery, q: search }),
  answer: pageAnswer('members', memberAnswer),
  run: async (access, { query, choice, scopes, tenant }) => {
    const withRoles = asksForRoles(choice)
    if (withRoles && !scopes.has('read:organization_member_roles'))
      throw insufficientScope(['read:organization_member_roles'])
    const include = withRoles ? ('roles' as const) : undefined
    const found = await listMembers(access, { ...windowOf(query), q: query.q, include })
    return pageOf(query, found, { key: 'members', wire: (member) => memberWire(tenant, member) })
  },
})

export const POST = orgRoute({
  title: 'Add users as members, without roles',
  any: ['create:organization_members'],
  bound: 'never',
  body: memberIds,
  status: 204,
  absent: noUser,
  run: (access, { body }) => addMembers(access, body.members),
})

export const DELETE = orgRoute({
  title: 'Remove members; ignores users who are not members',
  any: ['delete:organization_members'],
  query: z.object(lastOwnerQuery),
  body: memberIds,
  status: 204,
  refusals: [409],
  run: async (access, { query, body }) => {
    await withLastOwnerQuery(access, query, (by) => removeMembers(by, { users: body.members }))
  },
})
