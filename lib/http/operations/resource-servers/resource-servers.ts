import { createApi } from '@/lib/domain/apis/create-api'
import { listApis } from '@/lib/domain/apis/queries'
import { findBuiltInApi } from '@/lib/domain/my-organization/api'
import { tenantRoute } from '@/lib/http/api'
import { pageAnswer, pageOf, windowOf } from '@/lib/http/auth0/paging'
import {
  builtInWire,
  isAsBuiltIn,
  nameFrom,
  newResourceServer,
  resourceServerAnswer,
  resourceServersQuery,
  resourceServerWire,
  apiInput,
} from '@/lib/http/auth0/resource-server'

export const GET = tenantRoute({
  title: 'List APIs',
  any: ['read:resource_servers'],
  query: resourceServersQuery,
  answer: pageAnswer('resource_servers', resourceServerAnswer),
  run: async (access, { query }) => {
    const { identifiers } = query
    const found = await listApis(access, { ...windowOf(query), identifiers })
    return pageOf(query, found, { key: 'resource_servers', wire: resourceServerWire })
  },
})

export const POST = tenantRoute({
  title: 'Create an API',
  any: ['create:resource_servers'],
  body: newResourceServer,
  status: 201,
  answer: resourceServerAnswer,
  refusals: [409],
  run: async (access, { body: { identifier, ...settings } }) => {
    // It is part of every tenant: Auth0’s set-up scripts create it before they use it.
    const builtIn = await findBuiltInApi(access, identifier)
    if (builtIn && isAsBuiltIn(settings, builtIn)) return builtInWire(builtIn)
    const { name = nameFrom(identifier), ...input } = apiInput(settings)
    return resourceServerWire(await createApi(access, { ...input, identifier, name }))
  },
})
