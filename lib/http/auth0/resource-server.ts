import { z } from 'zod'
import type { ApiSettings, NewPermission } from '@/lib/domain/apis/api-settings'
import type { Api } from '@/lib/domain/apis/read-api'
import { lumenApi } from './example'
import { literalFlag } from './literal'
import { pagingQuery } from './paging'
import { ApiProblem } from './problem'

/** What Auth0’s tools know the Management API by; they leave alone what is called so. */
const managementName = 'Auth0 Management API'

const identifiers = z.union([z.string(), z.array(z.string()).max(10)])

export const resourceServersQuery = z.object({
  ...pagingQuery,
  identifiers: identifiers
    .transform((given) => (typeof given === 'string' ? [given] : given))
    .optional()
    .describe('Only those with one of these identifiers; the name repeats.'),
})

const scopes = z
  .array(
    z.strictObject({
      value: z.string().min(1).max(280).meta({ example: lumenApi.permission }),
      description: z.string().max(500).optional().meta({ example: lumenApi.description }),
      open_to_organizations: z.boolean().optional().meta({
        description:
          'Foyer’s own: whether organizations may put it into roles of their own. Left out, it stays as it is; new ones are closed.',
      }),
    }),
  )
  .max(1000)
  .meta({ description: 'All permissions; one left out is taken from everybody.' })

const lifetime = z.int().min(0).max(2_592_000)
const fixed = z.strictObject({
  user: z.strictObject({ policy: z.literal('allow_all').optional() }).optional(),
  client: z.strictObject({ policy: z.literal('require_client_grant').optional() }).optional(),
  anonymous_user: z.strictObject({ policy: z.literal('deny_all').optional() }).optional(),
})

const settings = {
  name: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^<>]+$/, 'String does not match pattern ^[^<>]+$')
    .optional()
    .meta({ example: lumenApi.name }),
  scopes: scopes.optional(),
  signing_alg: z.enum(['RS256', 'PS256']).optional(),
  allow_offline_access: z.boolean().optional(),
  token_lifetime: lifetime.optional().meta({ description: 'Seconds; 600 unless said.' }),
  token_lifetime_for_web: lifetime.optional().meta({
    description: 'Of the implicit flow, which does not exist here: kept and given back.',
  }),
  token_dialect: z
    .enum(['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz'])
    .optional(),
  enforce_policies: z.boolean().optional(),
  skip_consent_for_verifiable_first_party_clients: literalFlag(
    true,
    'Applications are the tenant’s own, and nobody is asked for consent.',
  ),
  subject_type_authorization: fixed.optional().meta({ description: 'As GET answers it.' }),
  allow_online_access: literalFlag(false, 'Refresh tokens are asked for with offline_access.'),
  token_encryption: z.null().optional(),
  consent_policy: z.null().optional(),
  authorization_details: z.null().optional(),
  authorization_policy: z.null().optional(),
  proof_of_possession: z.null().optional(),
}

export const resourceServerChange = z.strictObject(settings)
export const newResourceServer = z.strictObject({
  ...settings,
  identifier: z.string().min(1).max(600).meta({ example: lumenApi.identifier }),
  allow_offline_access: z.boolean().default(false),
})

export const resourceServerAnswer = z.strictObject({
  id: z.string().meta({ example: lumenApi.id }),
  name: z.string().meta({ example: lumenApi.name }),
  identifier: z.string().meta({ example: lumenApi.identifier }),
  is_system: z.boolean().meta({ description: 'The Management API, of which only the lifetime changes.' }),
  scopes: z.array(
    z.strictObject({
      value: z.string().meta({ example: lumenApi.permission }),
      description: z.string().meta({ example: lumenApi.description }),
      open_to_organizations: z.boolean().meta({ example: true }),
    }),
  ),
  signing_alg: z.enum(['RS256', 'PS256']),
  allow_offline_access: z.boolean().meta({ example: true }),
  token_lifetime: z.int().meta({ example: 600 }),
  token_lifetime_for_web: z.int().meta({ example: 600 }),
  token_dialect: z.string().meta({ example: 'access_token_authz' }),
  enforce_policies: z.boolean().meta({ example: true }),
  skip_consent_for_verifiable_first_party_clients: z.literal(true),
  subject_type_authorization: z.strictObject({
    user: z.strictObject({ policy: z.literal('allow_all') }),
    client: z.strictObject({ policy: z.literal('require_client_grant') }),
  }),
})

export function resourceServerWire(api: Api): z.output<typeof resourceServerAnswer> {
  return {
    id: api.id,
    name: api.isPortal ? managementName : api.name,
    identifier: api.identifier,
    is_system: api.isPortal,
    scopes: api.permissions.map(({ name, description, openToOrganizations }) => ({
      value: name,
      description,
      open_to_organizations: openToOrganizations,
    })),
    signing_alg: api.signingAlg,
    allow_offline_access: api.allowOfflineAccess,
    token_lifetime: api.tokenLifetime,
    token_lifetime_for_web: api.tokenLifetimeForWeb,
    token_dialect: api.tokenDialect,
    enforce_policies: api.enforcePolicies,
    skip_consent_for_verifiable_first_party_clients: true,
    subject_type_authorization: {
      user: { policy: 'allow_all' },
      client: { policy: 'require_client_grant' },
    },
  }
}

/** What a body wants, in the words of the verbs. */
export function apiInput(
  body: z.output<typeof resourceServerChange>,
): ApiSettings & { permissions: NewPermission[] | undefined } {
  return {
    name: body.name === managementName ? undefined : body.name,
    enforcePolicies: body.enforce_policies,
    tokenDialect: body.token_dialect,
    tokenLifetime: body.token_lifetime,
    tokenLifetimeForWeb: body.token_lifetime_for_web,
    signingAlg: body.signing_alg,
    allowOfflineAccess: body.allow_offline_access,
    permissions: body.scopes?.map(({ value, description = '', open_to_organizations: open }) => ({
      name: value,
      description,
      openToOrganizations: open,
    })),
  }
}

/** Auth0 takes APIs without a name; here everything has one, this from the identifier. */
export function nameFrom(identifier: string): string {
  return Array.from(identifier.replace(/^[a-z][a-z0-9+.-]*:\/*(www\.)?/i, '').replace(/[<>]/g, ' '))
    .slice(0, 200)
    .join('')
}

export function noResourceServer(): ApiProblem {
  return new ApiProblem(404, 'The resource server does not exist', {
    errorCode: 'inexistent_resource_server',
  })
}
