import { z } from 'zod'
import { listMembers } from '@/lib/domain/members/list-members'
import { countedAnswer, countedPage, countedQuery } from '@/lib/http/auth0/checkpoint'
import { isNotFound, isNotHeld } from '@/lib/errors'
import { absentMemberFields, listedMemberAnswer, memberWire } from '../member-shape'
import { myOrgRoute } from '../route'

export const GET = myOrgRoute({
  title: 'List the members, in the order in which they joined',
  scopes: ['read:my_org:members'],
  query: z.object(countedQuery),
  answer: countedAnswer('members', listedMemberAnswer),
  absentFields: absentMemberFields,
  run: (access, { query, scopes }) => {
    const list = { key: 'members', wire: memberWire }
    const pageWith = (include?: 'roles') =>
      countedPage(query, (window) => listMembers(access, { ...window, include }), list)
    if (!scopes.has('read:my_org:member_roles')) return pageWith()
    return pageWith('roles').catch((error: unknown) => {
      // The caller may have lost the permission to see the roles, and only that.
      if (isNotFound(error) || isNotHeld(error)) return pageWith()
      throw error
    })
  },
})
