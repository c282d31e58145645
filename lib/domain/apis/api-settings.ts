import { z } from 'zod'
import { invalid } from '@/lib/errors'
import { field, type Values } from '../fields'
import { displayName, shortDescription } from '../text/display-name'
import { abortWith, parseInput } from '../text/parse-input'

const tokenDialect = z.enum(
  ['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz'],
  'Choose one of the token dialects.',
)
const signingAlgorithm = z.enum(['RS256', 'PS256'], 'The signing algorithm must be RS256 or PS256.')
const apiName = displayName({ label: 'Name', max: 200 })

/** To add a setting, add its column, a line here, and one in lib/http/auth0/resource-server.ts. */
export const apiFields = {
  name: field({
    column: 'name',
    schema: z.string(),
    parse: (text) => parseInput(apiName, text, 'name'),
  }),
  /** RBAC: whether access tokens and this API’s responses follow the user’s permissions. */
  enforcePolicies: field({ column: 'enforce_policies', schema: z.boolean(), initial: false }),
  /** The form of access tokens; the `authz` dialects contain permissions. */
  tokenDialect: choice('token_dialect', 'access_token', tokenDialect),
  tokenLifetime: seconds('token_lifetime', 600),
  /** Of a flow that Foyer does not have; stored for the tools that send it. */
  tokenLifetimeForWeb: seconds('token_lifetime_for_web', 7200),
  signingAlg: choice('signing_alg', 'RS256', signingAlgorithm),
  /** Whether an application may get refresh tokens for this API. */
  allowOfflineAccess: field({ column: 'allow_offline_access', schema: z.boolean(), initial: true }),
}

type Settings = Values<typeof apiFields>
export type ApiSettings = {
  [K in keyof Settings]?: (Settings[K] extends string ? string : Settings[K]) | undefined
}

function choice<T extends string>(column: string, initial: T, schema: z.ZodType<T>) {
  return field({ column, schema, initial, parse: (value) => parseInput(schema, value, column) })
}

const thirtyDays = 2_592_000

function seconds(column: string, initial: number) {
  return field({
    column,
    schema: z.number(),
    initial,
    parse: (value) => {
      if (Number.isInteger(value) && value >= 0 && value <= thirtyDays) return value
      const sentence = `Token lifetime must be a whole number of seconds, ${thirtyDays} at most.`
      throw invalid(column, sentence)
    },
  })
}

/** An API’s audience in tokens: any text without spaces, usually a URL. Immutable. */
export const apiIdentifier = z
  .string()
  .refine((text) => text !== '', abortWith('Identifier cannot be empty.'))
  .refine(
    (text) => !/[\s\p{C}]/u.test(text),
    abortWith('Identifier cannot contain spaces or hidden characters.'),
  )
  .refine((text) => Array.from(text).length <= 600, abortWith('Identifier can have at most 600 characters.'))

const mostPermissions = 1000

/** The names that OAuth allows for scopes, since tokens contain them as scopes (RFC 6749). */
const permissionName = z
  .string()
  .refine((name) => name !== '', abortWith('A permission’s name cannot be empty.'))
  .refine(
    (name) => /^[\x21\x23-\x5b\x5d-\x7e]*$/.test(name),
    abortWith(
      'A permission’s name can have ASCII letters, digits and punctuation, but no spaces, quotes or backslashes.',
    ),
  )
  .refine((name) => name.length <= 280, abortWith('A permission’s name can have at most 280 characters.'))

const permission = z.object({
  name: z.string(),
  description: z.string(),
  /** Whether organizations may put it into roles of their own. Undefined: unchanged; for a new one, false. */
  openToOrganizations: z.boolean().optional(),
})
export type NewPermission = z.output<typeof permission>

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
