import { updateApi } from '@/lib/domain/apis/update-api'
import { deleteApi } from '@/lib/domain/apis/delete-api'
import { getApi } from '@/lib/domain/apis/queries'
import { tenantRoute } from '@/lib/http/api'
import {
  noResourceServer,
  resourceServerAnswer,
  resourceServerChange,
  resourceServerWire,
  apiInput,
} from '@/lib/http/auth0/resource-server'

export const GET = tenantRoute({
  title: 'Get an API, by its id or its identifier',
  any: ['read:resource_servers'],
  answer: resourceServerAnswer,
  absent: noResourceServer,
  run: async (access, { params: { id = '' } }) => resourceServerWire(await getApi(access, id)),
})

export const PATCH = tenantRoute({
  title: 'Change an API',
  any: ['update:resource_servers'],
  body: resourceServerChange,
  answer: resourceServerAnswer,
  absent: noResourceServer,
  refusals: [409],
  current: GET,
  run: async (access, { params: { id = '' }, body }) =>
    resourceServerWire(await updateApi(access, { id, ...apiInput(body) })),
})

export const DELETE = tenantRoute({
  title: 'Delete an API',
  any: ['delete:resource_servers'],
  status: 204,
  absent: noResourceServer,
  current: GET,
  run: async (access, { params: { id = '' } }) => {
    await deleteApi(access, id)
  },
})
