import { z } from 'zod'
import { listOrganizationsOfGrant } from '@/lib/domain/client-grants/list-client-grants'
import { tenantRoute } from '@/lib/http/api'
import { noClientGrant } from '@/lib/http/auth0/client-grant'
import { organizationAnswer, organizationWire } from '@/lib/http/auth0/organization'
import { pageAnswer, pageOf, pagingQuery, windowOf } from '@/lib/http/auth0/paging'

export const GET = tenantRoute({
  title: 'List the organizations that a client grant was added to',
  any: ['read:organization_client_grants'],
  query: z.object(pagingQuery),
  answer: pageAnswer('organizations', organizationAnswer),
  absent: noClientGrant,
  run: async (access, { params: { id = '' }, query, tenant }) => {
    const found = await listOrganizationsOfGrant(access, id, windowOf(query))
    return pageOf(query, found, { key: 'organizations', wire: (row) => organizationWire(tenant, row) })
  },
})
