import { z } from 'zod'
import { read } from '@/lib/db/transaction'
import { createConnection } from '@/lib/domain/connections/create-connection'
import { listOwnProviders } from '@/lib/domain/connections/list-own-providers'
import { notFound } from '@/lib/errors'
import { assertDiscoverable } from '../discover'
import { forbidden } from '../problem'
import { providerAnswer, providerName, providerWire } from '../provider-shape'
import { myOrgRoute } from '../route'
import { optionsInput, strategyOptions } from '../strategies'

export const GET = myOrgRoute({
  title: 'List the identity providers that the organization connected itself',
  scopes: ['read:my_org:identity_providers'],
  answer: z.strictObject({ identity_providers: z.array(providerAnswer) }),
  run: async (access, { tenant }) => ({
    identity_providers: (await listOwnProviders(access)).map((provider) => providerWire(tenant, provider)),
  }),
})

const { oidc, okta, 'google-apps': google, waad } = strategyOptions
const named = {
  name: providerName.describe('What people see, unless display_name says so.'),
  display_name: providerName.optional(),
}

const newProvider = z.discriminatedUnion('strategy', [
  z.strictObject({ ...named, strategy: z.literal('oidc'), options: oidc }),
  z.strictObject({ ...named, strategy: z.literal('okta'), options: okta }),
  z.strictObject({ ...named, strategy: z.literal('google-apps'), options: google }),
  z.strictObject({ ...named, strategy: z.literal('waad'), options: waad }),
])

export const POST = myOrgRoute({
  title: 'Connect an identity provider, which is not enabled yet',
  scopes: ['create:my_org:identity_providers'],
  body: newProvider,
  status: 201,
  answer: providerAnswer,
  refusals: [409],
  run: async (access, { body, tenant, configuration }) => {
    const { strategy, name, display_name: displayName = name } = body
    if (!configuration.allowed_strategies.includes(strategy))
      throw forbidden(`The application does not allow identity providers of the kind ${strategy}.`)
    const options = optionsInput(strategy, body.options)
    // Before Foyer calls the provider: the user may have lost the permission.
    await read(access, () => Promise.resolve())
    await assertDiscoverable(tenant.id, options)
    const { client_secret: clientSecret } = body.options
    const created = await createConnection(access, {
      strategy: 'oidc',
      displayName,
      options,
      clientSecret,
    })
    if (created.options === null) throw notFound()
    const here = { isEnabled: null, showAsButton: true, assignMembershipOnLogin: false }
    return providerWire(tenant, { ...created, options: created.options, ...here })
  },
})
