import { z } from 'zod'
import type { ProviderOptions, OptionsInput } from '@/lib/domain/connections/provider-options'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { okta } from './example'
import { literal, literalFlag } from './literal'
import { invalidInput } from './problem'

const discovery = '/.well-known/openid-configuration'
const claimOf = z
  .string()
  .max(240)
  .regex(/^\$\{context\.tokenset\.[^\s{}]+\}$/, 'Expected a claim, such as ${context.tokenset.email}')
const attributeMap = z.strictObject({
  mapping_mode: z.enum(['basic_profile', 'use_map'], { error: 'The modes are basic_profile and use_map.' }),
  attributes: z
    .strictObject({
      email: claimOf.optional(),
      name: claimOf.optional(),
      picture: claimOf.optional(),
      email_verified: claimOf.optional(),
    })
    .optional(),
})
const scopes = z.union([z.string().max(2000), z.array(z.string().max(200)).max(20)])
/** A JWK. */
const publicKey = z.record(z.string(), z.string().or(z.array(z.string())))

/** Connections without a provider have no options. */
export const optionsBody = z.strictObject({
  client_id: z.string().max(500).optional().meta({ example: okta.clientId }),
  client_secret: z
    .string()
    .max(2000)
    .optional()
    .describe('Stored encrypted and never returned.')
    .meta({ example: 'what the provider gave' }),
  issuer: z
    .string()
    .max(2000)
    .optional()
    .describe('For oidc connections; other strategies have a fixed issuer.')
    .meta({ example: okta.issuer }),
  discovery_url: z
    .string()
    .max(2000)
    .regex(/\/\.well-known\/openid-configuration$/, `Expected an address that ends with ${discovery}`)
    .optional()
    .describe('Can be sent instead of an issuer without a trailing slash.'),
  tenant_domain: z
    .string()
    .regex(/^[\w.-]{1,253}$/)
    .optional()
    .describe('For Microsoft: the only directory whose users may sign in.'),
  type: literal('back_channel', 'Foyer asks for codes (back_channel).'),
  scope: scopes.optional().describe('Text with spaces, or a list.'),
  token_endpoint_auth_method: z
    .enum(['client_secret_post', 'client_secret_basic', 'private_key_jwt'])
    .optional()
    .describe('For private_key_jwt, Foyer creates a key; register its public_key at the provider.'),
  domain_aliases: z
    .array(z.string().max(253))
    .max(100)
    .optional()
    .describe(
      'Users with addresses in these domains are sent to this connection. This does not verify the addresses.',
    ),
  attribute_map: attributeMap.nullable().optional(),
  offered_to_organizations: z
    .boolean()
    .optional()
    .describe('Foyer extension: whether organizations may enable it themselves.'),
  public_key: publicKey.optional().describe('Read-only: Foyer’s key, to be registered at the provider.'),
  brute_force_protection: literalFlag(true, 'Attempts are always limited.'),
  requires_username: literalFlag(false, 'Users are identified by their email addresses.'),
  import_mode: literalFlag(false, 'There are no databases to import from.'),
  email: z
    .strictObject({ body: literal('', 'The texts of Foyer’s emails are fixed.') })
    .optional()
    .describe('For email connections; always empty, as Auth0’s tools send it.'),
  disable_self_service_change_password: literalFlag(false, 'Users with a password can change it.'),
})
export type OptionsBody = z.output<typeof optionsBody>

const text = z.string()

export const optionsAnswer = z.strictObject({
  client_id: text.optional().meta({ example: okta.clientId }),
  issuer: text.optional().meta({ example: okta.issuer }),
  discovery_url: text.optional().meta({ example: `${okta.issuer}.well-known/openid-configuration` }),
  tenant_domain: text.optional(),
  type: text.optional().meta({ example: 'back_channel' }),
  scope: z
    .union([text, z.array(text)])
    .optional()
    .meta({ example: okta.claims }),
  token_endpoint_auth_method: text.optional().meta({ example: 'client_secret_post' }),
  domain_aliases: z
    .array(text)
    .optional()
    .meta({ example: [okta.domain] }),
  attribute_map: z.strictObject({ mapping_mode: text, attributes: z.record(text, text) }).optional(),
  offered_to_organizations: z.boolean().optional(),
  public_key: z.record(z.string(), z.unknown()).optional(),
  brute_force_protection: z.boolean().optional(),
  requires_username: z.boolean().optional(),
  import_mode: z.boolean().optional(),
})

/** Undefined if the body has none. */
export function optionsInput(
  options: OptionsBody | undefined,
  isMicrosoft: boolean,
): OptionsInput | undefined {
  if (options === undefined) return undefined
  const input: OptionsInput = {
    issuer: isMicrosoft ? directoryIssuer(options) : issuerIn(options),
    clientId: options.client_id,
    clientAuthentication: options.token_endpoint_auth_method,
    scopes: scopesIn(options.scope),
    claims: claimsIn(options.attribute_map),
    domains: options.domain_aliases,
    offeredToOrganizations: options.offered_to_organizations,
    publicKey: options.public_key,
  }
  return Object.values(input).some((value) => value !== undefined) ? input : undefined
}

/** @throws ApiProblem 400 if the two addresses differ */
function issuerIn({ issuer, discovery_url: url }: OptionsBody): string | undefined {
  if (url === undefined) return issuer
  const named = url.slice(0, -discovery.length)
  if (issuer === undefined) return named
  if (issuer.replace(/\/$/, '') === named.replace(/\/$/, '')) return issuer
  throw invalidInput('body', 'Expected the issuer’s own address', ['options', 'discovery_url'])
}

function directoryIssuer(options: OptionsBody): string | undefined {
  const { tenant_domain: directory } = options
  if (directory === undefined) return issuerIn(options)
  return `https://login.microsoftonline.com/${directory}/v2.0`
}

function scopesIn(scope: OptionsBody['scope']): string[] | undefined {
  return typeof scope === 'string' ? scope.split(' ').filter((one) => one !== '') : scope
}

const ownClaims = { email: 'email', name: 'name', picture: 'picture', emailVerified: 'email_verified' }

function claimsIn(map: OptionsBody['attribute_map']): ProviderOptions['claims'] | undefined {
  if (map === undefined) return undefined
  const { email, name, picture, email_verified: verified } = map?.attributes ?? {}
  return {
    email: claimIn(email) ?? ownClaims.email,
    name: claimIn(name) ?? ownClaims.name,
    picture: claimIn(picture) ?? ownClaims.picture,
    emailVerified: claimIn(verified) ?? ownClaims.emailVerified,
  }
}

function claimIn(placeholder: string | undefined): string | undefined {
  return placeholder?.slice('${context.tokenset.'.length, -1)
}

/** Never includes a secret. */
export function optionsWire({ strategy, options }: Connection): z.input<typeof optionsAnswer> {
  if (options === null)
    return {
      brute_force_protection: true,
      ...(strategy === 'password' ? { requires_username: false, import_mode: false } : {}),
    }
  const { clientId, clientAuthentication, domains, offeredToOrganizations, publicKey: key } = options
  return {
    ...(strategy === 'oidc' ? { type: 'back_channel' } : {}),
    client_id: clientId,
    ...placeOf(strategy, options),
    token_endpoint_auth_method: clientAuthentication,
    domain_aliases: domains,
    ...mapOf(options),
    ...(offeredToOrganizations === undefined ? {} : { offered_to_organizations: offeredToOrganizations }),
    ...(key === undefined ? {} : { public_key: key }),
  }
}

function placeOf(strategy: string, { issuer, scopes: input }: ProviderOptions) {
  if (strategy === 'oidc')
    return { issuer, discovery_url: issuer.replace(/\/$/, '') + discovery, scope: input.join(' ') }
  const [, directory] = /^https:\/\/login\.microsoftonline\.com\/([\w.-]+)\/v2\.0$/.exec(issuer) ?? []
  return {
    ...(directory === undefined || directory === 'common' ? {} : { tenant_domain: directory }),
    scope: input,
  }
}

function mapOf({ claims: { email, name, picture, emailVerified } }: ProviderOptions) {
  const claims = { email, name, picture, email_verified: emailVerified }
  if (Object.entries(claims).every(([attribute, claim]) => attribute === claim)) return {}
  const attributes = Object.entries(claims).map(([attribute, claim]): [string, string] => [
    attribute,
    `\${context.tokenset.${claim}}`,
  ])
  return { attribute_map: { mapping_mode: 'use_map', attributes: Object.fromEntries(attributes) } }
}
