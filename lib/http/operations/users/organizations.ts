import { z } from 'zod'
import { listOrganizationsOf } from '@/lib/domain/users/list-users'
import { tenantRoute } from '@/lib/http/api'
import { organizationAnswer, organizationWire } from '@/lib/http/auth0/organization'
import { pageAnswer, pageOf, pagingQuery, windowOf } from '@/lib/http/auth0/paging'
import { noUser } from '@/lib/http/auth0/problem'

export const GET = tenantRoute({
  title: 'List the organizations of a user',
  any: ['read:organizations'],
  query: z.object(pagingQuery),
  answer: pageAnswer('organizations', organizationAnswer),
  absent: noUser,
  run: async (access, { params: { id: userId = '' }, query, tenant }) => {
    const found = await listOrganizationsOf(access, { ...windowOf(query), userId })
    return pageOf(query, found, { key: 'organizations', wire: (row) => organizationWire(tenant, row) })
  },
})
