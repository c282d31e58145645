import { z } from 'zod'
import type { OrganizationAccess } from '@/lib/access'
import { createConnection } from '@/lib/domain/connections/create-connection'
import { createSamlConnection } from '@/lib/domain/connections/create-saml-connection'
import { listProviders, newOwnProvider } from '@/lib/domain/connections/list-own-providers'
import type { Connection } from '@/lib/domain/connections/read-connection'
import type { FirstUse } from '@/lib/domain/connections/insert-connection'
import { DomainError } from '@/lib/errors'
import { assertAccess } from '@/lib/http/assert-access'
import { newId } from '@/lib/ids'
import { type AttributeProfile, profileClaims, profileSamlAttributes } from '../attributes'
import { chosenName } from '../connection-profile'
import { connectionQuery, matchesQuery } from '../connection-query'
import { discovered } from '../discover'
import {
  assertWithoutEffect,
  firstUse,
  isBySaml,
  newProvider,
  type NewProvider,
  type NewSamlProvider,
} from '../new-provider'
import { forbidden, insufficientScope, otherConflict, problemOfStatus } from '../problem'
import { providerAnswer, providerWire } from '../provider-shape'
import { myOrgRoute } from '../route'
import { newSamlProvider } from '../saml-strategy'
import { backChannel, optionsInput } from '../strategies'

export const GET = myOrgRoute({
  title:
    'List the identity providers that the organization connected itself, and those of the tenant that it may view',
  scopes: ['read:my_org:identity_providers'],
  query: connectionQuery,
  answer: z.strictObject({ identity_providers: z.array(providerAnswer) }),
  run: async (access, { query, ...by }) => {
    const all = (await listProviders(access)).map((provider) => providerWire(by, provider))
    return {
      identity_providers: all.filter(({ is_enabled: isEnabled }) => matchesQuery(query, { isEnabled })),
    }
  },
})

type Creator = OrganizationAccess<'create:organization_connections'>

export const POST = myOrgRoute({
  title: 'Connect an identity provider, which is not enabled unless is_enabled says so',
  scopes: ['create:my_org:identity_providers'],
  body: newProvider,
  status: 201,
  answer: providerAnswer,
  refusals: [409],
  run: async (access, { body, ...by }) => {
    if (!by.configuration.allowed_strategies.includes(body.strategy))
      throw forbidden(`The application does not allow identity providers of the kind ${body.strategy}.`)
    assertWithoutEffect(body)
    assertMayChooseDomains(body.domains, by.scopes)
    const name = chosenName(by.profile, access.organizationId, body.name)
    const use = firstUse(by.profile, body)
    const profiled = { name, userAttributes: by.userAttributes, use }
    const created = await (
      isBySaml(body) ? connectSaml(access, body, profiled) : connect(access, body, profiled)
    ).catch(asConflictOfNew)
    return providerWire(by, newOwnProvider(created, use))
  },
})

/** @throws MyOrganizationProblem 403 */
function assertMayChooseDomains(domains: readonly string[], scopes: ReadonlySet<string>): void {
  const needed = 'create:my_org:identity_providers_domains'
  if (domains.length > 0 && !scopes.has(needed)) throw insufficientScope([needed])
}

/** Auth0’s components take the usual kind of conflict for a taken name here, and do not show what it says. */
function asConflictOfNew(error: unknown): never {
  if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
  if (error.field === 'name') throw problemOfStatus(409, error.message)
  throw error.field === undefined ? otherConflict(error.message) : error
}

interface Profiled {
  /** Undefined: Foyer names it. */
  name: string | undefined
  userAttributes: AttributeProfile
  use: FirstUse
}

async function connect(
  access: Creator,
  {
    strategy,
    name,
    display_name: displayName = name,
    options: anyFlow,
  }: Exclude<NewProvider, NewSamlProvider>,
  { name: chosen, userAttributes, use }: Profiled,
): Promise<Connection> {
  const given = backChannel(anyFlow)
  // Before Foyer calls the provider: the user may have lost the permission.
  await assertAccess(access, null)
  const options = await optionsInput({ tenantId: access.tenantId, strategy }, given)
  const { sendsIssuer: sharesRedirectUri } = await discovered(access.tenantId, options)
  const { client_secret: clientSecret } = given
  return createConnection(access, {
    name: chosen,
    strategy: 'oidc',
    displayName,
    options: { ...options, sharesRedirectUri, claims: profileClaims(userAttributes, strategy) },
    clientSecret,
    use,
  })
}

async function connectSaml(
  access: Creator,
  { strategy, name, display_name: displayName = name, options }: NewSamlProvider,
  { name: chosen, userAttributes, use }: Profiled,
): Promise<Connection> {
  // As above.
  await assertAccess(access, null)
  const given = await newSamlProvider(access.tenantId, strategy, options)
  const attributes = profileSamlAttributes(userAttributes, strategy)
  const settings = { ...given, attributes, hasNamedAddresses: true }
  return createSamlConnection(access, { id: newId('connection'), name: chosen, displayName, settings, use })
}
