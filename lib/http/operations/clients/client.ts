import { changeClient } from '@/lib/domain/clients/change-client'
import { deleteClient } from '@/lib/domain/clients/delete-client'
import { getClient } from '@/lib/domain/clients/list-clients'
import { tenantRoute } from '@/lib/http/api'
import {
  clientAnswer,
  clientEditors,
  clientReaders,
  clientWire,
  editing,
  noClient,
  visibilityOf,
} from '@/lib/http/auth0/client'
import { clientChange } from '@/lib/http/auth0/client-body'
import { clientRequest } from '@/lib/http/auth0/client-request'

export const GET = tenantRoute({
  title: 'Get an application',
  any: clientReaders,
  answer: clientAnswer,
  absent: noClient,
  run: async (given, { params, tenant }) => {
    const { access, sight } = visibilityOf(given)
    return clientWire(await getClient(access, params['id'] ?? ''), tenant, sight)
  },
})

export const PATCH = tenantRoute({
  title: 'Change an application',
  any: clientEditors,
  body: clientChange,
  answer: clientAnswer,
  refusals: [409],
  absent: noClient,
  current: GET,
  run: async (access, { params: { id = '' }, body, tenant }) =>
    clientWire(await changeClient(editing(access, body), { ...clientRequest(tenant, body, id), id }), tenant),
})

export const DELETE = tenantRoute({
  title: 'Delete an application',
  any: ['delete:clients'],
  status: 204,
  absent: noClient,
  current: GET,
  run: async (access, { params }) => {
    await deleteClient(access, params['id'] ?? '')
  },
})
