import { updateClientGrant } from '@/lib/domain/client-grants/update-client-grant'
import { deleteClientGrant } from '@/lib/domain/client-grants/delete-client-grant'
import { getClientGrant } from '@/lib/domain/client-grants/list-client-grants'
import { tenantRoute } from '@/lib/http/api'
import {
  clientGrantAnswer,
  clientGrantChange,
  clientGrantWire,
  clientGrantInput,
  noClientGrant,
} from '@/lib/http/auth0/client-grant'

export const GET = tenantRoute({
  title: 'Get a client grant',
  any: ['read:client_grants'],
  answer: clientGrantAnswer,
  absent: noClientGrant,
  run: async (access, { params: { id = '' } }) => clientGrantWire(await getClientGrant(access, id)),
})

export const PATCH = tenantRoute({
  title: 'Change a client grant',
  any: ['update:client_grants'],
  body: clientGrantChange,
  answer: clientGrantAnswer,
  absent: noClientGrant,
  current: GET,
  run: async (access, { params: { id = '' }, body }) =>
    clientGrantWire(await updateClientGrant(access, { id, ...clientGrantInput(body) })),
})

export const DELETE = tenantRoute({
  title: 'Delete a client grant',
  any: ['delete:client_grants'],
  status: 204,
  absent: noClientGrant,
  current: GET,
  run: (access, { params: { id = '' } }) => deleteClientGrant(access, id),
})
