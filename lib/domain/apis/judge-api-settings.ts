import { insist } from '../text/insist'
import { parseName } from '../text/parse-name'
import type { Parsed } from '../text/parsed'
import { parseDialect, parseLifetime, parseSigning } from './token-settings'

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
export function judgeApiSettings(given: ApiSettings) {
  return {
    name: judged(given.name, parseApiName, 'name'),
    enforcePolicies: given.enforcePolicies,
    tokenDialect: judged(given.tokenDialect, parseDialect, 'token_dialect'),
    tokenLifetime: judged(given.tokenLifetime, parseLifetime, 'token_lifetime'),
    tokenLifetimeForWeb: judged(given.tokenLifetimeForWeb, parseLifetime, 'token_lifetime_for_web'),
    signingAlg: judged(given.signingAlg, parseSigning, 'signing_alg'),
    allowOfflineAccess: given.allowOfflineAccess,
  }
}

function judged<G, T>(value: G | undefined, parse: (given: G) => Parsed<T>, field: string): T | undefined {
  return value === undefined ? undefined : insist(parse(value), field)
}

function parseApiName(text: string): Parsed<string> {
  return parseName(text, { label: 'Name', max: 200 })
}
