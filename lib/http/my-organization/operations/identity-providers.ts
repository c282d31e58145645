import { z } from 'zod'
import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { createConnection } from '@/lib/domain/connections/create-connection'
import { createSamlConnection } from '@/lib/domain/connections/create-saml-connection'
import { listOwnProviders, newOwnProvider } from '@/lib/domain/connections/list-own-providers'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { type AttributeProfile, profileClaims, profileSamlAttributes } from '../attributes'
import { chosenName } from '../connection-profile'
import { connectionQuery, isAskedFor } from '../connection-query'
import { discovered } from '../discover'
import { forbidden, problemOfStatus } from '../problem'
import { providerAnswer, providerName, providerWire } from '../provider-shape'
import { myOrgRoute } from '../route'
import { newSamlProvider } from '../saml-strategy'
import { optionsInput, strategyOptions } from '../strategies'

export const GET = myOrgRoute({
  title: 'List the identity providers that the organization connected itself',
  scopes: ['read:my_org:identity_providers'],
  query: connectionQuery,
  answer: z.strictObject({ identity_providers: z.array(providerAnswer) }),
  run: async (access, { query, ...by }) => {
    const all = (await listOwnProviders(access)).map((provider) => providerWire(by, provider))
    return {
      identity_providers: all.filter(({ is_enabled: isEnabled }) => isAskedFor(query, { isEnabled })),
    }
  },
})

const { oidc, okta, 'google-apps': google, waad, samlp } = strategyOptions
const named = {
  name: providerName.describe(
    'What people see, unless display_name says so. Where the connection profile of the application has a template, also the end of the connection’s name: letters, digits and single hyphens.',
  ),
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
  run: async (access, { body, ...by }) => {
    if (!by.configuration.allowed_strategies.includes(body.strategy))
      throw forbidden(`The application does not allow identity providers of the kind ${body.strategy}.`)
    const name = chosenName(by.profile, access.organizationId, body.name)
    const profiled = { name, userAttributes: by.userAttributes }
    const created = await (
      body.strategy === 'samlp' ? connectSaml(access, body, profiled) : connect(access, body, profiled)
    ).catch(nameTaken)
    return providerWire(by, newOwnProvider(created))
  },
})

/** Auth0’s components know a taken name by this kind of refusal. */
function nameTaken(error: unknown): never {
  const isName = error instanceof DomainError && error.code === 'conflict' && error.field === 'name'
  throw isName ? problemOfStatus(409, error.message) : error
}

interface Profiled {
  /** Undefined: Foyer names it. */
  name: string | undefined
  userAttributes: AttributeProfile
}

async function connect(
  access: Creator,
  {
    strategy,
    name,
    display_name: displayName = name,
    options: given,
  }: Exclude<NewProvider, { strategy: 'samlp' }>,
  { name: chosen, userAttributes }: Profiled,
): Promise<Connection> {
  const options = optionsInput(strategy, given)
  await assertStillAllowed(access)
  const { sendsIssuer: sharesRedirectUri } = await discovered(access.tenantId, options)
  const { client_secret: clientSecret } = given
  return createConnection(access, {
    name: chosen,
    strategy: 'oidc',
    displayName,
    options: { ...options, sharesRedirectUri, claims: profileClaims(userAttributes, strategy) },
    clientSecret,
  })
}

async function connectSaml(
  access: Creator,
  { name, display_name: displayName = name, options }: Extract<NewProvider, { strategy: 'samlp' }>,
  { name: chosen, userAttributes }: Profiled,
): Promise<Connection> {
  await assertStillAllowed(access)
  const given = await newSamlProvider(access.tenantId, options)
  const settings = { ...given, attributes: profileSamlAttributes(userAttributes) }
  return createSamlConnection(access, { id: newId('connection'), name: chosen, displayName, settings })
}

/** Before Foyer calls the provider: the user may have lost the permission. @throws DomainError not_found */
async function assertStillAllowed(access: Creator): Promise<void> {
  await read(access, () => Promise.resolve())
}
