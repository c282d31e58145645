import { z } from 'zod'
import { DomainError } from '@/lib/errors'
import { field, type Values } from '../fields'
import { insist } from '../text/insist'
import { parseInput } from '../text/parse-input'
import { parseDescription, parseName } from '../text/parse-name'
import { accepted, firstBroken, type Parsed, refused } from '../text/parsed'

const tokenDialects = [
  'access_token',
  'access_token_authz',
  'rfc9068_profile',
  'rfc9068_profile_authz',
] as const

/**
 * Every setting of an API. To add one, add its column to the database, a line here, and a line to
 * lib/http/auth0/resource-server.ts.
 */
export const apiFields = {
  name: field({
    column: 'name',
    schema: z.string(),
    parse: (text) => insist(parseName(text, { label: 'Name', max: 200 }), 'name'),
  }),
  /** RBAC: whether access tokens, and what this API answers, follow the user’s permissions. */
  enforcePolicies: field({ column: 'enforce_policies', schema: z.boolean(), initial: false }),
  /** The form of access tokens; the `authz` dialects contain permissions. */
  tokenDialect: choice(
    'token_dialect',
    'access_token',
    z.enum(tokenDialects, { error: 'Choose one of the token dialects.' }),
  ),
  tokenLifetime: seconds('token_lifetime', 600),
  /** Of a flow that Foyer does not have; stored for the tools that send it. */
  tokenLifetimeForWeb: seconds('token_lifetime_for_web', 7200),
  /** Signs access tokens: the tenant’s keys are RSA. */
  signingAlg: choice(
    'signing_alg',
    'RS256',
    z.enum(['RS256', 'PS256'], { error: 'Tokens are signed with RS256 or PS256.' }),
  ),
  /** Whether an application may get refresh tokens for this API. */
  allowOfflineAccess: field({ column: 'allow_offline_access', schema: z.boolean(), initial: true }),
}

type Settings = Values<typeof apiFields>
/** What is left out or undefined stays as it is, or is the initial value. */
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
      const sentence = `Token lifetime is a whole number of seconds, ${thirtyDays} at most.`
      throw new DomainError('invalid', sentence, { field: column })
    },
  })
}

/** An API’s audience in tokens: any text without spaces, usually a URL. It never changes. */
export function parseIdentifier(text: string): Parsed<string> {
  const problem = firstBroken(identifierRules, text)
  return problem === undefined ? accepted(text) : refused(`Identifier ${problem}`)
}

const identifierRules = [
  { breaks: (text: string) => text === '', sentence: 'cannot be empty.' },
  {
    breaks: (text: string) => /[\s\p{C}]/u.test(text),
    sentence: 'cannot contain spaces or hidden characters.',
  },
  { breaks: (text: string) => Array.from(text).length > 600, sentence: 'can have at most 600 characters.' },
]

export interface NewPermission {
  /** As in tokens, such as `read:documents`. */
  name: string
  description: string
  /** Whether organizations may use it in their own roles. Left out, it stays as it is; a new one is closed. */
  openToOrganizations?: boolean | undefined
}

const mostPermissions = 1000

/** All permissions of an API. Their names must be valid OAuth scopes, because tokens contain them as scopes. */
export function parsePermissions(permissions: readonly NewPermission[]): Parsed<NewPermission[]> {
  if (permissions.length > mostPermissions)
    return refused(`An API can have at most ${mostPermissions} permissions.`)
  if (new Set(permissions.map(({ name }) => name)).size < permissions.length)
    return refused('Two permissions have the same name.')
  const found: NewPermission[] = []
  for (const { name, description, openToOrganizations } of permissions) {
    const problem = firstBroken(permissionNameRules, name)
    if (problem !== undefined) return refused(problem)
    const parsed = parseDescription(description)
    if (!parsed.ok) return parsed
    found.push({ name, description: parsed.value, openToOrganizations })
  }
  return accepted(found)
}

const permissionNameRules = [
  { breaks: (name: string) => name === '', sentence: 'A permission’s name cannot be empty.' },
  {
    breaks: (name: string) => !/^[\x21\x23-\x5b\x5d-\x7e]*$/.test(name),
    sentence: 'A permission’s name takes plain letters, digits and signs; no spaces, quotes or backslashes.',
  },
  {
    breaks: (name: string) => name.length > 280,
    sentence: 'A permission’s name can have at most 280 characters.',
  },
]
