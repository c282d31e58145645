import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { ApiSettings, NewPermission } from '@/lib/domain/apis/api-settings'
import type { Api } from '@/lib/domain/apis/read-api'
import { lumenApi } from './example'
import { literalFlag } from './literal'
import { pagingQuery } from './paging'
import { notFoundOf } from './problem'
import {
  answerShape,
  decodeBody,
  encodeAnswer,
  property,
  type Property,
  requestShape,
  setting,
} from './properties'

/** Auth0’s tools recognize the Management API by this name, and never change it. */
const managementName = 'Auth0 Management API'

const identifiers = z.union([z.string(), z.array(z.string()).max(10)])

export const resourceServersQuery = z.object({
  ...pagingQuery,
  identifiers: identifiers
    .transform((given) => (typeof given === 'string' ? [given] : given))
    .optional()
    .describe('Only APIs with one of these identifiers. Repeat the parameter for several.'),
})

const scopes = z
  .array(
    z.strictObject({
      value: z.string().min(1).max(280).meta({ example: lumenApi.permission }),
      description: z.string().max(500).optional().meta({ example: lumenApi.description }),
      open_to_organizations: z.boolean().optional().meta({
        description:
          'Foyer extension: whether organizations may add it to their own roles. If absent, it does not change; for new permissions it defaults to false.',
      }),
    }),
  )
  .max(1000)
  .meta({ description: 'Replaces all permissions: one that is absent is removed from all roles and users.' })

const lifetime = z.int().min(0).max(2_592_000)

interface ApiInput extends ApiSettings {
  permissions?: NewPermission[] | undefined
}

/** Settings are also in lib/domain/apis/api-settings.ts. */
const properties = {
  id: { answer: z.string().meta({ example: lumenApi.id }), encode: ({ id }) => id },
  name: property({
    request: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^<>]+$/, 'String does not match pattern ^[^<>]+$')
      .meta({ example: lumenApi.name }),
    answer: z.string().meta({ example: lumenApi.name }),
    decode: (name) => (name === managementName ? {} : { name }),
    encode: ({ name, isPortal }: Api) => (isPortal ? managementName : name),
  }),
  identifier: {
    answer: z.string().meta({ example: lumenApi.identifier }),
    encode: ({ identifier }) => identifier,
  },
  is_system: {
    answer: z.boolean().meta({
      description: 'Whether this is the Management API, of which only the token lifetime can be changed.',
    }),
    encode: ({ isPortal }) => isPortal,
  },
  scopes: property({
    request: scopes,
    answer: z.array(
      z.strictObject({
        value: z.string().meta({ example: lumenApi.permission }),
        description: z.string().meta({ example: lumenApi.description }),
        open_to_organizations: z.boolean().meta({ example: true }),
      }),
    ),
    decode: (given) => ({
      permissions: given.map(({ value: name, description = '', open_to_organizations }) => ({
        name,
        description,
        openToOrganizations: open_to_organizations,
      })),
    }),
    encode: ({ permissions }: Api) =>
      permissions.map(({ name, description, openToOrganizations }) => ({
        value: name,
        description,
        open_to_organizations: openToOrganizations,
      })),
  }),
  signing_alg: setting('signingAlg', {
    request: z.enum(['RS256', 'PS256']),
    answer: z.enum(['RS256', 'PS256']),
  }),
  allow_offline_access: setting('allowOfflineAccess', {
    request: z.boolean(),
    answer: z.boolean().meta({ example: true }),
  }),
  token_lifetime: setting('tokenLifetime', {
    request: lifetime.meta({ description: 'In seconds. Defaults to 600.' }),
    answer: z.int().meta({ example: 600 }),
  }),
  token_lifetime_for_web: setting('tokenLifetimeForWeb', {
    request: lifetime.meta({
      description: 'For the implicit flow, which Foyer does not support: stored and returned.',
    }),
    answer: z.int().meta({ example: 600 }),
  }),
  token_dialect: setting('tokenDialect', {
    request: z.enum(['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz']),
    answer: z.string().meta({ example: 'access_token_authz' }),
  }),
  enforce_policies: setting('enforcePolicies', {
    request: z.boolean(),
    answer: z.boolean().meta({ example: true }),
  }),
  skip_consent_for_verifiable_first_party_clients: {
    request: literalFlag(true, 'All applications are first-party: users are not asked for consent.'),
    answer: z.literal(true),
    encode: () => true,
  },
  subject_type_authorization: {
    request: z
      .strictObject({
        user: z.strictObject({ policy: z.literal('allow_all').optional() }).optional(),
        client: z.strictObject({ policy: z.literal('require_client_grant').optional() }).optional(),
        anonymous_user: z.strictObject({ policy: z.literal('deny_all').optional() }).optional(),
      })
      .meta({ description: 'Only as GET returns it.' }),
    answer: z.strictObject({
      user: z.strictObject({ policy: z.literal('allow_all') }),
      client: z.strictObject({ policy: z.literal('require_client_grant') }),
    }),
    encode: () => ({ user: { policy: 'allow_all' }, client: { policy: 'require_client_grant' } }),
  },
  allow_online_access: { request: literalFlag(false, 'Refresh tokens are requested with offline_access.') },
  token_encryption: { request: z.null() },
  consent_policy: { request: z.null() },
  authorization_details: { request: z.null() },
  authorization_policy: { request: z.null() },
  proof_of_possession: { request: z.null() },
} satisfies Record<string, Property<Api, ApiInput, null>>

export const resourceServerChange = z.strictObject(requestShape(properties))
export const newResourceServer = resourceServerChange.extend({
  identifier: z.string().min(1).max(600).meta({ example: lumenApi.identifier }),
  allow_offline_access: z.boolean().default(false),
})

export const resourceServerAnswer = z.strictObject(answerShape(properties))

export function resourceServerWire(api: Api): Record<string, unknown> {
  return encodeAnswer<Api, null>(properties, api, null)
}

export function builtInWire(api: Api): Record<string, unknown> {
  return { ...resourceServerWire(api), is_system: true }
}

/** Whether a request names only the present values. `allow_offline_access` has a default that no one sent. */
export function isAsBuiltIn(given: z.output<typeof resourceServerChange>, api: Api): boolean {
  const present = builtInWire(api)
  const { allow_offline_access: _, ...settings } = given
  return Object.entries(settings).every(([key, value]) => isDeepStrictEqual(value, present[key]))
}

export function apiInput(body: z.output<typeof resourceServerChange>): ApiInput {
  return decodeBody<ApiInput, null>(properties, body, null)
}

/** Auth0 accepts APIs without a name. Here the default comes from the identifier. */
export function nameFrom(identifier: string): string {
  return Array.from(identifier.replace(/^[a-z][a-z0-9+.-]*:\/*(www\.)?/i, '').replace(/[<>]/g, ' '))
    .slice(0, 200)
    .join('')
}

export const noResourceServer = notFoundOf('The resource server does not exist', 'inexistent_resource_server')
