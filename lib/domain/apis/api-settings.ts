import { z } from 'zod'
import { abortWith } from '../text/abort-with'
import { displayName, shortDescription } from '../text/display-name'
import { parseInput } from '../text/parse-input'

/** What is left out stays as it is, or is the default’s. */
export interface ApiSettings {
  name?: string | undefined
  enforcePolicies?: boolean | undefined
  tokenDialect?: string | undefined
  /** Seconds. */
  tokenLifetime?: number | undefined
  tokenLifetimeForWeb?: number | undefined
  signingAlg?: string | undefined
  allowOfflineAccess?: boolean | undefined
}

/**
 * Settings of an API as they will be written.
 * @throws DomainError invalid, at the setting as Auth0 calls it
 */
export function validateApiSettings(given: ApiSettings) {
  return {
    name: parseSetting(apiName, given.name, 'name'),
    enforcePolicies: given.enforcePolicies,
    tokenDialect: parseSetting(tokenDialect, given.tokenDialect, 'token_dialect'),
    tokenLifetime: parseSetting(tokenLifetime, given.tokenLifetime, 'token_lifetime'),
    tokenLifetimeForWeb: parseSetting(tokenLifetime, given.tokenLifetimeForWeb, 'token_lifetime_for_web'),
    signingAlg: parseSetting(signingAlgorithm, given.signingAlg, 'signing_alg'),
    allowOfflineAccess: given.allowOfflineAccess,
  }
}

function parseSetting<T>(schema: z.ZodType<T>, value: unknown, field: string): T | undefined {
  return value === undefined ? undefined : parseInput(schema, value, field)
}

const apiName = displayName({ label: 'Name', max: 200 })

/** An API’s audience, as it stands in tokens: any text without spaces, most often a URL. It never changes. */
export const apiIdentifier = z
  .string()
  .refine((text) => text !== '', abortWith('Identifier cannot be empty.'))
  .refine(
    (text) => !/[\s\p{C}]/u.test(text),
    abortWith('Identifier cannot contain spaces or hidden characters.'),
  )
  .refine((text) => Array.from(text).length <= 600, abortWith('Identifier can have at most 600 characters.'))

export interface NewPermission {
  /** As it stands in tokens, such as `read:documents`. */
  name: string
  description: string
  /** Whether organizations may put it into roles of their own; left out, it stays as it is, and a new one is closed. */
  openToOrganizations?: boolean | undefined
}

const mostPermissions = 1000

/** Names are those that OAuth allows for scopes, since tokens print them as such. */
const permissionName = z
  .string()
  .refine((name) => name !== '', abortWith('A permission’s name cannot be empty.'))
  .refine(
    (name) => /^[\x21\x23-\x5b\x5d-\x7e]*$/.test(name),
    abortWith('A permission’s name can have ASCII letters, digits and punctuation, but no spaces, quotes or backslashes.'),
  )
  .refine((name) => name.length <= 280, abortWith('A permission’s name can have at most 280 characters.'))

const permission = z.object({
  name: z.string(),
  description: z.string(),
  openToOrganizations: z.boolean().optional(),
})

/** All permissions of an API. */
export const apiPermissions = z
  .array(permission)
  .refine(
    (permissions) => permissions.length <= mostPermissions,
    abortWith(`An API can have at most ${mostPermissions} permissions.`),
  )
  .refine(
    (permissions) => new Set(permissions.map(({ name }) => name)).size === permissions.length,
    abortWith('Two permissions have the same name.'),
  )
  .pipe(z.array(permission.extend({ name: permissionName, description: shortDescription })))

/** What access tokens look like; the `authz` ones print permissions. */
export const tokenDialect = z.enum(
  ['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz'],
  'Choose one of the token dialects.',
)
export type TokenDialect = z.infer<typeof tokenDialect>

/** What signs an API’s access tokens: the tenant’s keys are RSA. */
export const signingAlgorithm = z.enum(['RS256', 'PS256'], 'The signing algorithm must be RS256 or PS256.')
export type SigningAlgorithm = z.infer<typeof signingAlgorithm>

const thirtyDays = 2_592_000
const badLifetime = `Token lifetime must be a whole number of seconds, ${thirtyDays} at most.`

/** How long an API’s access tokens live, in seconds. */
const tokenLifetime = z.int(badLifetime).min(0, badLifetime).max(thirtyDays, badLifetime)
