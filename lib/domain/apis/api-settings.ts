import { insist } from '../text/insist'
import { parseDescription, parseName } from '../text/parse-name'
import { accepted, firstBroken, type Parsed, refused } from '../text/parsed'

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
    name: parseSetting(given.name, parseApiName, 'name'),
    enforcePolicies: given.enforcePolicies,
    tokenDialect: parseSetting(given.tokenDialect, parseDialect, 'token_dialect'),
    tokenLifetime: parseSetting(given.tokenLifetime, parseLifetime, 'token_lifetime'),
    tokenLifetimeForWeb: parseSetting(given.tokenLifetimeForWeb, parseLifetime, 'token_lifetime_for_web'),
    signingAlg: parseSetting(given.signingAlg, parseSigning, 'signing_alg'),
    allowOfflineAccess: given.allowOfflineAccess,
  }
}

function parseSetting<G, T>(
  value: G | undefined,
  parse: (given: G) => Parsed<T>,
  field: string,
): T | undefined {
  return value === undefined ? undefined : insist(parse(value), field)
}

function parseApiName(text: string): Parsed<string> {
  return parseName(text, { label: 'Name', max: 200 })
}

/** An API’s audience, as it stands in tokens: any text without spaces, most often a URL. It never changes. */
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
  /** As it stands in tokens, such as `read:documents`. */
  name: string
  description: string
  /** Whether organizations may put it into roles of their own; left out, it stays as it is, and a new one is closed. */
  openToOrganizations?: boolean | undefined
}

const mostPermissions = 1000

/** All permissions of an API. Their names are those that OAuth allows for scopes, since tokens print them as such. */
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
    sentence:
      'A permission’s name can have ASCII letters, digits and punctuation, but no spaces, quotes or backslashes.',
  },
  {
    breaks: (name: string) => name.length > 280,
    sentence: 'A permission’s name can have at most 280 characters.',
  },
]

const tokenDialects = [
  'access_token',
  'access_token_authz',
  'rfc9068_profile',
  'rfc9068_profile_authz',
] as const
/** What access tokens look like; the `authz` ones print permissions. */
export type TokenDialect = (typeof tokenDialects)[number]

const signingAlgorithms = ['RS256', 'PS256'] as const
/** What signs an API’s access tokens: the tenant’s keys are RSA. */
export type SigningAlgorithm = (typeof signingAlgorithms)[number]

const thirtyDays = 2_592_000

/** How long an API’s access tokens live, in seconds. */
function parseLifetime(seconds: number): Parsed<number> {
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= thirtyDays) return accepted(seconds)
  return refused(`Token lifetime must be a whole number of seconds, ${thirtyDays} at most.`)
}

export function parseSigning(algorithm: string): Parsed<SigningAlgorithm> {
  const known = signingAlgorithms.find((candidate) => candidate === algorithm)
  return known === undefined ? refused('The signing algorithm must be RS256 or PS256.') : accepted(known)
}

export function parseDialect(dialect: string): Parsed<TokenDialect> {
  const known = tokenDialects.find((candidate) => candidate === dialect)
  return known === undefined ? refused('Choose one of the token dialects.') : accepted(known)
}
