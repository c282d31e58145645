import { createConnection } from '@/lib/domain/connections/create-connection'
import { createSamlConnection } from '@/lib/domain/connections/create-saml-connection'
import { isSamlProduct } from '@/lib/domain/connections/products'
import { samlStrategy } from '@/lib/domain/connections/saml-options'
import { assertClientsExist, listConnections } from '@/lib/domain/connections/queries'
import { tenantRoute } from '@/lib/http/api'
import {
  connectionAnswer,
  connectionFilter,
  connectionQuery,
  connectionWire,
  newConnection,
  newConnectionInput,
} from '@/lib/http/auth0/connection'
import { newSamlSettings, samlOfferOf } from '@/lib/http/auth0/saml-options'
import { newId } from '@/lib/ids'
import { pageAnswer, pageOf, windowOf } from '@/lib/http/auth0/paging'

export const GET = tenantRoute({
  title: 'List connections',
  any: ['read:connections'],
  query: connectionQuery,
  answer: pageAnswer('connections', connectionAnswer),
  run: async (access, { query }) => {
    const found = await listConnections(access, windowOf(query), connectionFilter(query))
    return pageOf(query, found, { key: 'connections', wire: connectionWire })
  },
})

export const POST = tenantRoute({
  title: 'Create a connection',
  any: ['create:connections'],
  body: newConnection,
  status: 201,
  answer: connectionAnswer,
  refusals: [409],
  run: async (access, { body }) => {
    const { options, ...input } = newConnectionInput(body)
    await assertClientsExist(access, body.enabled_clients ?? [])
    if (input.strategy !== samlStrategy)
      return connectionWire(await createConnection(access, { options, ...input }))
    const { strategy: _, clientSecret: _none, ...general } = input
    const given = body.options ?? {}
    const product = isSamlProduct(options.product) ? options.product : undefined
    const offer = samlOfferOf(given, product)
    const settings = await newSamlSettings(access.tenantId, given, { product })
    return connectionWire(
      await createSamlConnection(access, { ...general, id: newId('connection'), settings, offer }),
    )
  },
})
