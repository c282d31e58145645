import { z } from 'zod'
import { listOrganizations } from '@/lib/domain/organizations/list-organizations'
import { tenantRoute } from '@/lib/http/api'
import { organizationAnswer, organizationSort, organizationWire } from '@/lib/http/wire/organization'
import { pageAnswer, pageOf, pagingQuery, windowOf } from '@/lib/http/wire/paging'

export const GET = tenantRoute({
  title: 'List organizations',
  any: ['read:organizations', 'read:organizations_summary'],
  query: z.object({ ...pagingQuery, sort: organizationSort }),
  answer: pageAnswer('organizations', organizationAnswer),
  run: async (access, { query, tenant }) => {
    const found = await listOrganizations(access, { ...windowOf(query), sort: query.sort })
    const wire = (row: (typeof found.rows)[number]) => organizationWire(tenant, row)
    return pageOf(query, found, { key: 'organizations', wire })
  },
})
