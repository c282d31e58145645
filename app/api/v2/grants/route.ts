import { listGrants } from '@/lib/domain/tokens/list-grants'
import { withdrawGrants } from '@/lib/domain/tokens/withdraw-grants'
import { tenantRoute } from '@/lib/http/api'
import { grantsAnswer, grantsQuery, grantsToWithdraw } from '@/lib/http/wire/grant'
import { pageOf, windowOf } from '@/lib/http/wire/paging'

export const GET = tenantRoute({
  title: 'List what users have agreed to',
  any: ['read:grants'],
  query: grantsQuery,
  answer: grantsAnswer,
  run: async (access, { query }) => {
    windowOf(query)
    return pageOf(query, await listGrants(access), { key: 'grants', wire: (grant) => grant })
  },
})

export const DELETE = tenantRoute({
  title: 'Withdraw what a user has agreed to',
  any: ['delete:grants'],
  query: grantsToWithdraw,
  status: 204,
  run: (access) => withdrawGrants(access),
})
