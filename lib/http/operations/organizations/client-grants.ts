import { z } from 'zod'
import { addGrantToOrganization } from '@/lib/domain/client-grants/add-grant-to-organization'
import { listGrantsOfOrganization } from '@/lib/domain/client-grants/list-client-grants'
import { orgRoute } from '@/lib/http/api'
import {
  addedGrantAnswer,
  addedGrantWire,
  audience,
  clientId,
  grantId,
  noClientGrant,
  organizationGrantAnswer,
  organizationGrantWire,
} from '@/lib/http/auth0/client-grant'
import { pageAnswer, pageOf, pagingQuery, windowOf } from '@/lib/http/auth0/paging'

const grantIds = z.union([grantId.transform((id) => [id]), z.array(grantId).max(10)])

export const GET = orgRoute({
  title: 'List the client grants that were added to an organization',
  any: ['read:organization_client_grants'],
  query: z.object({
    ...pagingQuery,
    audience: audience.optional(),
    client_id: clientId.optional(),
    grant_ids: grantIds.optional(),
  }),
  answer: pageAnswer('client_grants', organizationGrantAnswer),
  run: async (access, { query }) => {
    const input = { clientId: query.client_id, audience: query.audience, ids: query.grant_ids }
    const found = await listGrantsOfOrganization(access, windowOf(query), input)
    return pageOf(query, found, { key: 'client_grants', wire: organizationGrantWire })
  },
})

export const POST = orgRoute({
  title: 'Add a client grant to an organization',
  any: ['create:organization_client_grants'],
  bound: 'never',
  body: z.strictObject({ grant_id: grantId }),
  status: 201,
  answer: addedGrantAnswer,
  refusals: [409],
  absent: noClientGrant,
  run: async (access, { body: { grant_id: id } }) => addedGrantWire(await addGrantToOrganization(access, id)),
})
