import { z } from 'zod'
import { createClientGrant } from '@/lib/domain/client-grants/create-client-grant'
import { listClientGrants } from '@/lib/domain/client-grants/list-client-grants'
import { tenantRoute } from '@/lib/http/api'
import { noClient } from '@/lib/http/auth0/client'
import {
  audience,
  clientGrantAnswer,
  clientGrantWire,
  clientId,
  clientGrantInput,
  newClientGrant,
} from '@/lib/http/auth0/client-grant'
import { flagInQuery, pageAnswer, pageOf, pagingQuery, windowOf } from '@/lib/http/auth0/paging'
import { noResourceServer } from '@/lib/http/auth0/resource-server'
import { notFoundByField } from '@/lib/http/auth0/problem'

const filter = {
  client_id: clientId.optional(),
  audience: audience.optional(),
  allow_any_organization: flagInQuery.optional(),
  subject_type: z.enum(['client', 'user', 'anonymous_user']).optional(),
}

export const GET = tenantRoute({
  title: 'List client grants',
  any: ['read:client_grants'],
  query: z.object({ ...pagingQuery, ...filter }),
  answer: pageAnswer('client_grants', clientGrantAnswer),
  run: async (access, { query }) => {
    const { client_id: client, audience: api, allow_any_organization: allowAnyOrganization } = query
    const { subject_type: subjectType } = query
    const input = { clientId: client, audience: api, allowAnyOrganization, subjectType }
    const found = await listClientGrants(access, windowOf(query), input)
    return pageOf(query, found, { key: 'client_grants', wire: clientGrantWire })
  },
})

export const POST = tenantRoute({
  title: 'Create a client grant',
  any: ['create:client_grants'],
  body: newClientGrant,
  status: 201,
  answer: clientGrantAnswer,
  refusals: [409],
  run: async (access, { body: { client_id: client, audience: api, scope = [], ...body } }) => {
    const { subject_type: subjectType } = body
    const input = { ...clientGrantInput(body), clientId: client, audience: api, subjectType, scope }
    const absent = notFoundByField({ client_id: noClient, audience: noResourceServer })
    return clientGrantWire(await createClientGrant(access, input).catch(absent))
  },
})
