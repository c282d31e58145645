import { z } from 'zod'
import { updateConnection } from '@/lib/domain/connections/update-connection'
import { updateTenantSaml } from '@/lib/domain/connections/update-saml-connection'
import { deleteConnection } from '@/lib/domain/connections/delete-connection'
import { assertClientsExist, getConnection } from '@/lib/domain/connections/queries'
import { tenantRoute } from '@/lib/http/api'
import {
  connectionAnswer,
  connectionChange,
  connectionInput,
  connectionWire,
} from '@/lib/http/auth0/connection'
import { noConnection } from '@/lib/http/auth0/organization-connection'
import { samlOfferOf, samlSettingsOf } from '@/lib/http/auth0/saml-options'
import { moment } from '@/lib/http/auth0/example'

export const GET = tenantRoute({
  title: 'Get a connection',
  any: ['read:connections'],
  answer: connectionAnswer,
  absent: noConnection,
  run: async (access, { params: { id = '' } }) => connectionWire(await getConnection(access, id)),
})

export const PATCH = tenantRoute({
  title: 'Change a connection',
  any: ['update:connections'],
  body: connectionChange,
  answer: connectionAnswer,
  refusals: [409],
  absent: noConnection,
  current: GET,
  run: async (access, { params: { id = '' }, body }) => {
    const present = await getConnection(access, id)
    const { options, clientSecret, ...input } = connectionInput(body, present)
    await assertClientsExist(access, body.enabled_clients ?? [])
    const { saml } = present
    if (saml === null || body.options === undefined)
      return connectionWire(await updateConnection(access, { ...input, options, clientSecret }))
    const settings = await samlSettingsOf(access.tenantId, body.options, saml)
    const offer = samlOfferOf(body.options, saml.product)
    return connectionWire(await updateTenantSaml(access, { ...input, settings, offer }))
  },
})

export const DELETE = tenantRoute({
  title: 'Delete a connection',
  any: ['delete:connections'],
  status: 202,
  answer: z.strictObject({ deleted_at: z.iso.datetime().meta({ example: moment }) }),
  refusals: [409],
  absent: noConnection,
  current: GET,
  run: async (access, { params: { id = '' } }) => {
    await deleteConnection(access, id)
    return { deleted_at: new Date().toISOString() }
  },
})
