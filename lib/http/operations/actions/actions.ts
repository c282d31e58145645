import { z } from 'zod'
import { tenantRoute } from '@/lib/http/api'
import { assertAccess } from '@/lib/http/assert-access'
import { offsetQuery } from '@/lib/http/auth0/paging'

export const GET = tenantRoute({
  title: 'List actions: there are none',
  any: ['read:actions'],
  query: z.object(offsetQuery),
  answer: z.strictObject({
    actions: z.array(z.never()).max(0),
    total: z.literal(0),
    page: z.int().meta({ example: 0 }),
    per_page: z.int().meta({ example: 50 }),
  }),
  run: (access, { query: { page = 0, per_page = 50 } }) =>
    assertAccess(access, { actions: [], total: 0, page, per_page }),
})
