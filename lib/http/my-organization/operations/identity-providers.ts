import { z } from 'zod'
import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { createConnection } from '@/lib/domain/connections/create-connection'
import { createSamlConnection } from '@/lib/domain/connections/create-saml-connection'
import { listOwnProviders, newOwnProvider } from '@/lib/domain/connections/list-own-providers'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { newId } from '@/lib/ids'
import { discovered } from '../discover'
import { forbidden } from '../problem'
import { providerAnswer, providerName, providerWire } from '../provider-shape'
import { myOrgRoute } from '../route'
import { newSamlProvider } from '../saml-strategy'
import { optionsInput, strategyOptions } from '../strategies'

export const GET = myOrgRoute({
  title: 'List the identity providers that the organization connected itself',
  scopes: ['read:my_org:identity_providers'],
  answer: z.strictObject({ identity_providers: z.array(providerAnswer) }),
  run: async (access, { tenant }) => ({
    identity_providers: (await listOwnProviders(access)).map((provider) => providerWire(tenant, provider)),
  }),
})

const { oidc, okta, 'google-apps': google, waad, samlp } = strategyOptions
const named = {
  name: providerName.describe('What people see, unless display_name says so.'),
  display_name: providerName.optional(),
}

const newProvider = z
  .discriminatedUnion('strategy', [
    z.strictObject({ ...named, strategy: z.literal('oidc'), options: oidc }),
    z.strictObject({ ...named, strategy: z.literal('okta'), options: okta }),
    z.strictObject({ ...named, strategy: z.literal('google-apps'), options: google }),
    z.strictObject({ ...named, strategy: z.literal('waad'), options: waad }),
    z.strictObject({ ...named, strategy: z.literal('samlp'), options: samlp }),
  ])
  .meta({
    example: {
      strategy: 'okta',
      name: 'Okta',
      options: {
        domain: 'acme.okta.com',
        client_id: '0oa1b2c3d4',
        client_secret: 'shown once by the provider',
      },
    },
  })
type NewProvider = z.output<typeof newProvider>
type Creator = OrganizationAccess<'create:organization_connections'>

export const POST = myOrgRoute({
  title: 'Connect an identity provider, which is not enabled yet',
  scopes: ['create:my_org:identity_providers'],
  body: newProvider,
  status: 201,
  answer: providerAnswer,
  refusals: [409],
  run: async (access, { body, tenant, configuration }) => {
    if (!configuration.allowed_strategies.includes(body.strategy))
      throw forbidden(`The application does not allow identity providers of the kind ${body.strategy}.`)
    const created = await (body.strategy === 'samlp' ? connectSaml(access, body) : connect(access, body))
    return providerWire(tenant, newOwnProvider(created))
  },
})

async function connect(
  access: Creator,
  {
    strategy,
    name,
    display_name: displayName = name,
    options: given,
  }: Exclude<NewProvider, { strategy: 'samlp' }>,
): Promise<Connection> {
  const options = optionsInput(strategy, given)
  await assertStillAllowed(access)
  const { sendsIssuer: sharesRedirectUri } = await discovered(access.tenantId, options)
  const { client_secret: clientSecret } = given
  return createConnection(access, {
    strategy: 'oidc',
    displayName,
    options: { ...options, sharesRedirectUri },
    clientSecret,
  })
}

async function connectSaml(
  access: Creator,
  { name, display_name: displayName = name, options }: Extract<NewProvider, { strategy: 'samlp' }>,
): Promise<Connection> {
  await assertStillAllowed(access)
  const settings = await newSamlProvider(access.tenantId, options)
  return createSamlConnection(access, { id: newId('connection'), displayName, settings })
}

/** Before Foyer calls the provider: the user may have lost the permission. @throws DomainError not_found */
async function assertStillAllowed(access: Creator): Promise<void> {
  await read(access, () => Promise.resolve())
}
