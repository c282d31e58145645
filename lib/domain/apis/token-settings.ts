import { accepted, refused, type Parsed } from '../text/parsed'

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
export function parseLifetime(seconds: number): Parsed<number> {
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= thirtyDays) return accepted(seconds)
  return refused(`Token lifetime is a whole number of seconds, ${thirtyDays} at most.`)
}

export function parseSigning(algorithm: string): Parsed<SigningAlgorithm> {
  const known = signingAlgorithms.find((candidate) => candidate === algorithm)
  return known === undefined ? refused('Tokens are signed with RS256 or PS256.') : accepted(known)
}

export function parseDialect(dialect: string): Parsed<TokenDialect> {
  const known = tokenDialects.find((candidate) => candidate === dialect)
  return known === undefined ? refused('Choose one of the token dialects.') : accepted(known)
}
