import { z } from 'zod'
import { listMembers } from '@/lib/domain/members/list-members'
import { checkpointAnswer, checkpointPage, checkpointQuery } from '@/lib/http/auth0/checkpoint'
import { listedMemberAnswer, memberWire } from '../member-shape'
import { myOrgRoute } from '../route'

export const GET = myOrgRoute({
  title: 'List the members, in the order in which they joined',
  scopes: ['read:my_org:members'],
  query: z.object(checkpointQuery),
  answer: checkpointAnswer('members', listedMemberAnswer),
  run: (access, { query, scopes }) => {
    const include = scopes.has('read:my_org:member_roles') ? ('roles' as const) : undefined
    const list = { key: 'members', wire: memberWire }
    return checkpointPage(query, (window) => listMembers(access, { ...window, include }), list)
  },
})
