import { tenantRoute } from '@/lib/http/api'
import { assertAccess } from '@/lib/http/assert-access'
import { grantsAnswer, grantsQuery, grantsToRevoke } from '@/lib/http/auth0/grant'
import { pageOf, windowOf } from '@/lib/http/auth0/paging'

export const GET = tenantRoute({
  title: 'List users’ grants',
  any: ['read:grants'],
  query: grantsQuery,
  answer: grantsAnswer,
  run: async (access, { query }) => {
    windowOf(query)
    const none = await assertAccess(access, { rows: [], total: 0, next: null })
    return pageOf(query, none, { key: 'grants', wire: (grant) => grant })
  },
})

export const DELETE = tenantRoute({
  title: 'Delete a user’s grants',
  any: ['delete:grants'],
  query: grantsToRevoke,
  status: 204,
  run: (access) => assertAccess(access, null),
})
