import { z } from 'zod'
import { keyAlgorithms } from '@/lib/domain/clients/public-keys'
import {
  appTypes,
  discoveryMethods,
  grantTypes,
  organizationUsages,
  requireBehaviors,
} from '@/lib/domain/clients/read-client'
import { documents } from './example'
import { noQuota } from './no-quota'
import { literal, literalFlag } from './literal'

const exact =
  'Compared letter by letter: https, or http for localhost; for native applications a scheme of their own, too. No wildcards, placeholders or fragments.'
const urls = z.array(z.string().max(2000)).max(100)
const longestLife = 157_788_000
const life = z.int().min(1).max(longestLife)

const refreshToken = z
  .strictObject({
    rotation_type: literal('rotating', 'Every refresh token is used once.'),
    expiration_type: literal('expiring', 'Every refresh token expires.'),
    leeway: literal(0, 'A refresh token that comes twice ends its family at once.'),
    infinite_token_lifetime: literalFlag(false, 'Every refresh token expires.'),
    infinite_idle_token_lifetime: literalFlag(false, 'Every refresh token expires.'),
    token_lifetime: life.optional().describe('Seconds that a sign-in is prolonged by refresh tokens in all.'),
    idle_token_lifetime: life.optional().describe('Seconds that a refresh token lives unused.'),
  })
  .nullable()

const jwtConfiguration = z
  .strictObject({
    alg: literal('RS256', 'ID tokens are signed with RS256.'),
    secret_encoded: literalFlag(false, 'ID tokens are signed with RS256, not with a secret.'),
    lifetime_in_seconds: z.int().min(1).max(2_592_000).optional().describe('Of ID tokens.'),
  })
  .nullable()

const keyName = z.string().max(255)
const credential = z.union([
  z.strictObject({ id: z.string().max(100).describe('Of a key that stays.'), name: keyName.optional() }),
  z.strictObject({
    credential_type: z.literal('public_key'),
    name: keyName.optional(),
    pem: z.string().max(10_000).describe('A public RSA key or a certificate.'),
    alg: z.enum(keyAlgorithms, { error: 'The algorithms are RS256 and PS256.' }).optional(),
  }),
])
const authenticationMethods = z
  .strictObject({ private_key_jwt: z.strictObject({ credentials: z.array(credential).min(1).max(2) }) })
  .nullable()

const settings = {
  description: z.string().max(140).nullable().optional(),
  logo_uri: z
    .string()
    .max(2000)
    .nullable()
    .optional()
    .describe('Kept for you; Foyer’s pages do not show it.'),
  app_type: z
    .enum(appTypes, { error: `The kinds of applications are ${appTypes.join(', ')}.` })
    .optional()
    .describe('regular_web unless said.')
    .meta({ example: 'regular_web' }),
  callbacks: urls
    .optional()
    .describe(exact)
    .meta({ example: [documents.callback] }),
  allowed_logout_urls: urls.optional().describe(exact),
  allowed_origins: urls
    .optional()
    .describe(
      'Of browser code that may call with this application’s tokens, and of pages that may frame its silent sign-in.',
    ),
  web_origins: urls.optional().describe('As allowed_origins.'),
  initiate_login_uri: z
    .string()
    .max(2000)
    .nullable()
    .optional()
    .describe('Where the application begins a sign-in: invitations lead there. https, or http for localhost.')
    .meta({ example: documents.login }),
  grant_types: z
    .array(z.enum(grantTypes, { error: `The grant types are ${grantTypes.join(', ')}.` }))
    .optional(),
  token_endpoint_auth_method: z
    .enum(['none', 'client_secret_post', 'client_secret_basic'])
    .nullable()
    .optional()
    .describe(
      'Away from a secret, those that the application has are deleted; back to one, rotate-secret makes it.',
    ),
  client_authentication_methods: authenticationMethods.optional(),
  organization_usage: z.enum(organizationUsages).nullable().optional().meta({ example: 'allow' }),
  organization_require_behavior: z.enum(requireBehaviors).nullable().optional(),
  organization_discovery_methods: z.array(z.enum(discoveryMethods)).min(1).max(2).nullable().optional(),
  default_organization: z
    .strictObject({
      organization_id: z.string().max(50),
      flows: z.array(z.literal('client_credentials')).length(1),
    })
    .nullable()
    .optional()
    .describe('Of a machine that names none where its grant requires one.'),
  client_metadata: z
    .record(z.string().min(1).max(255), z.string().max(255).nullable())
    .optional()
    .describe('At most 10 properties. PATCH merges them; null takes one away.'),
  jwt_configuration: jwtConfiguration.optional(),
  refresh_token: refreshToken.optional(),
  require_pkce: z
    .boolean()
    .nullable()
    .optional()
    .describe(
      'Foyer’s own: whether a sign-in without PKCE is refused. Unless said, it is; only an application with a secret or a key can be exempt.',
    ),
  token_quota: noQuota,
  tenant: z.string().max(100).optional().describe('Read-only: the tenant’s name.'),
  global: literalFlag(false, 'There is no global client.'),
  is_first_party: literalFlag(true, 'Every application is the tenant’s own.'),
  oidc_conformant: literalFlag(true, 'Every application is OIDC conformant.'),
  sso: literalFlag(true, 'Sessions are shared between applications.'),
  sso_disabled: literalFlag(false, 'Sessions are shared between applications.'),
  cross_origin_authentication: literalFlag(false, 'People sign in on Foyer’s pages only.'),
  cross_origin_auth: literalFlag(false, 'People sign in on Foyer’s pages only.'),
  is_token_endpoint_ip_header_trusted: literalFlag(false, 'Addresses are those that the proxy names.'),
  custom_login_page_on: z
    .boolean()
    .optional()
    .describe('Says nothing without a custom_login_page, which there is not.'),
}

const name = z.string().min(1).max(200).meta({ example: documents.name })

export const newClient = z.strictObject({ name, ...settings })
export const clientChange = z.strictObject({
  name: name.optional(),
  client_id: z.string().max(100).optional().describe('Read-only: the one in the path.'),
  ...settings,
})
export type ClientBody = z.output<typeof clientChange>

export const rotation = z.strictObject({
  previous_secret_lifetime: z
    .int()
    .min(0)
    .max(2_592_000)
    .optional()
    .describe('Foyer’s own: seconds that the secret before this one serves on. It ends at once, unless said.')
    .meta({ example: 3600 }),
})
