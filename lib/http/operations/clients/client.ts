import { authorize, may, type TenantAccess } from '@/lib/access'
import { deleteClient } from '@/lib/domain/clients/delete-client'
import { clientReaders, getClient, visibleParts } from '@/lib/domain/clients/list-clients'
import { type ClientEditor, clientEditors, updateClient } from '@/lib/domain/clients/update-client'
import { tenantRoute } from '@/lib/http/api'
import {
  clientAnswer,
  clientChange,
  clientEditorsOf,
  clientInput,
  clientWire,
  noClient,
} from '@/lib/http/auth0/client'
import { insufficientScope } from '@/lib/http/auth0/problem'

export const GET = tenantRoute({
  title: 'Get an application',
  any: clientReaders,
  answer: clientAnswer,
  absent: noClient,
  run: async (caller, { params: { id = '' }, tenant }) => {
    const { access, parts } = visibleParts(caller)
    return clientWire(await getClient(access, id), tenant, parts)
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
  run: async (caller, { params: { id = '' }, body, tenant }) => {
    const access = authorizeUpdate(caller, body)
    const input = clientInput(body, { tenantId: tenant.id, clientId: id })
    return clientWire(await updateClient(access, { ...input, id }), tenant)
  },
})

/** @throws ApiProblem 403 unless the token has a scope for each property of the body */
function authorizeUpdate(caller: TenantAccess<ClientEditor>, body: object): TenantAccess<ClientEditor> {
  const needed = Object.keys(body).map((property) => {
    const editors = clientEditorsOf(property)
    const permission = editors.find((editor) => may(caller, editor))
    if (permission === undefined) throw insufficientScope(editors)
    return permission
  })
  return needed.length === 0 ? caller : authorize(caller, ...new Set(needed))
}

export const DELETE = tenantRoute({
  title: 'Delete an application',
  any: ['delete:clients'],
  status: 204,
  absent: noClient,
  current: GET,
  run: async (access, { params: { id = '' } }) => {
    await deleteClient(access, id)
  },
})
