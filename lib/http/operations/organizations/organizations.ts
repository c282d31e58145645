import { z } from 'zod'
import { createOrganization } from '@/lib/domain/organizations/create-organization'
import { listOrganizations } from '@/lib/domain/organizations/get-organization'
import { tenantRoute } from '@/lib/http/api'
import { organizationAnswer, organizationSort, organizationWire } from '@/lib/http/auth0/organization'
import {
  createdOrganization,
  newOrganization,
  orConflict,
  organizationInput,
} from '@/lib/http/auth0/organization-body'
import { pageAnswer, pageOf, pagingQuery, windowOf } from '@/lib/http/auth0/paging'
import { insufficientScope } from '@/lib/http/auth0/problem'

export const GET = tenantRoute({
  title: 'List organizations',
  any: ['read:organizations', 'read:organizations_summary'],
  query: z.object({ ...pagingQuery, sort: organizationSort }),
  answer: pageAnswer('organizations', organizationAnswer),
  run: async (access, { query, tenant }) => {
    const found = await listOrganizations(access, { ...windowOf(query), sort: query.sort })
    return pageOf(query, found, { key: 'organizations', wire: (row) => organizationWire(tenant, row) })
  },
})

export const POST = tenantRoute({
  title: 'Create an organization without members',
  any: ['create:organizations'],
  body: newOrganization,
  status: 201,
  answer: createdOrganization,
  refusals: [409],
  run: async (access, { body, tenant, scopes }) => {
    const { enabled_connections } = body
    if (enabled_connections?.length && !scopes.has('create:organization_connections'))
      throw insufficientScope(['create:organization_connections'])
    const created = await orConflict(createOrganization(access, organizationInput(body)))
    return { ...organizationWire(tenant, created), ...(enabled_connections && { enabled_connections }) }
  },
})
