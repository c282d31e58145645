import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { ConnectionDirectory, UsedDirectoryToken } from '@/lib/domain/directories/connection-directory'
import type { DirectoryToken } from '@/lib/domain/directories/directory-tokens'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { noConnection } from './organization-connection'
import { later, moment } from './example'
import { literal } from './literal'
import { ApiProblem, notFoundByField, notFoundOf } from './problem'
import { strategyWire } from './strategy'

const text = z.string()
const example = { connection: 'con_4kGkQ2bD9sXw7Lm1', token: 'tok_8sLq1ZxV0bNm5TrE', tenant: 'Lumen' }

/** The attributes that a new account gets from its directory. */
export const defaultMapping = [
  { auth0: 'email', scim: 'emails[primary eq true].value' },
  { auth0: 'name', scim: 'displayName' },
]
const userIdAttribute = 'userName'

export const mappingAnswer = z.strictObject({
  mapping: z
    .array(z.strictObject({ auth0: text, scim: text }))
    .describe('Fixed: which attributes a new account gets from its directory.')
    .meta({ example: defaultMapping }),
})

/** Auth0’s tools send back what they read. */
export const scimConfigurationBody = z.strictObject({
  user_id_attribute: literal(userIdAttribute, 'The users of a directory are identified by userName.'),
  mapping: z
    .array(z.looseObject({ auth0: text.max(200).optional(), scim: text.max(200).optional() }))
    .max(100)
    .refine((given) => isDeepStrictEqual(given, defaultMapping), 'The mapping is fixed: see default-mapping.')
    .optional()
    .describe('Read-only: as default-mapping returns it.')
    .meta({ example: defaultMapping }),
})

export const scimConfigurationAnswer = mappingAnswer.extend({
  connection_id: text.meta({ example: example.connection }),
  connection_name: text.meta({ example: example.connection.replace('_', '-') }),
  strategy: text.meta({ example: 'oidc' }),
  tenant_name: text.meta({ example: example.tenant }),
  user_id_attribute: text.meta({ example: userIdAttribute }),
  created_at: z.iso.datetime().meta({ example: moment }),
  updated_on: z.iso.datetime().meta({ example: moment }),
})

export function scimConfigurationWire(
  { connectionId, name, strategy, createdAt }: ConnectionDirectory,
  tenant: Tenant,
): z.output<typeof scimConfigurationAnswer> {
  return {
    connection_id: connectionId,
    connection_name: name,
    strategy: strategyWire(strategy),
    tenant_name: tenant.name,
    user_id_attribute: userIdAttribute,
    mapping: defaultMapping,
    created_at: createdAt.toISOString(),
    updated_on: createdAt.toISOString(),
  }
}

const tokenScopes = ['get:users', 'post:users', 'put:users', 'patch:users', 'delete:users'] as const

export const newScimToken = z.strictObject({
  scopes: z
    .array(text.max(100))
    .max(20)
    .refine(
      (given) => tokenScopes.every((scope) => given.includes(scope)) && given.length === tokenScopes.length,
      `A token can do all that its directory can: ${tokenScopes.join(', ')}.`,
    )
    .optional()
    .describe('All of them, or absent: a token cannot be limited.')
    .meta({ example: tokenScopes }),
  token_lifetime: z
    .int()
    .min(901)
    .max(315_360_000)
    .nullable()
    .optional()
    .describe('In seconds, more than 900. Without it, the token works until it is deleted.')
    .meta({ example: 31_536_000 }),
})

const scopesOfToken = z.array(text).meta({ example: tokenScopes })

export const scimTokenAnswer = z.strictObject({
  token_id: text.meta({ example: example.token }),
  scopes: scopesOfToken,
  created_at: z.iso.datetime().meta({ example: moment }),
  valid_until: z.iso.datetime().optional().meta({ example: later }),
  last_used_at: z.iso.datetime().optional().meta({ example: moment }),
})

export const createdScimToken = scimTokenAnswer.omit({ last_used_at: true }).extend({
  token: text.describe('Shown only in this response.').meta({ example: 'scim_1q2w3e4r5t6y' }),
})

export function scimTokenWire(token: UsedDirectoryToken): z.output<typeof scimTokenAnswer> {
  const { lastUsedAt } = token
  return {
    ...createdTokenWire(token),
    ...(lastUsedAt === null ? {} : { last_used_at: lastUsedAt.toISOString() }),
  }
}

export function createdTokenWire({ id, createdAt, expiresAt }: DirectoryToken) {
  return {
    token_id: id,
    scopes: [...tokenScopes],
    created_at: createdAt.toISOString(),
    ...(expiresAt === null ? {} : { valid_until: expiresAt.toISOString() }),
  }
}

export const noScimConfiguration = notFoundOf(
  'The SCIM configuration does not exist',
  'inexistent_scim_configuration',
)

export const noScimToken = notFoundOf('The SCIM token does not exist', 'inexistent_scim_token')

export function scimConfigurationExists(): ApiProblem {
  return new ApiProblem(409, 'The connection has a SCIM configuration already.', { errorCode: 'conflict' })
}

export const absentConnection = notFoundByField({ connection: noConnection })

/** For the tenant’s own connections, whose users belong to many organizations. */
export function notOfAnOrganization(): ApiProblem {
  return new ApiProblem(
    400,
    'Only a connection that belongs to one organization can have directory sync: its users become members there.',
    { errorCode: 'invalid_body' },
  )
}
