import * as client from 'openid-client'
import { reserveProviderRequest } from '@/lib/domain/connections/authorization-state'
import type { FailureReason } from '@/lib/domain/connections/connection-failures'
import { privateHostAdvice } from '@/lib/domain/connections/provider-url'
import { invalid } from '@/lib/errors'
import { waitElsewhere } from '@/lib/waiting-elsewhere'
import { discover } from './configuration'
import { problemOf } from './provider-problem'

export interface DiscoveredProvider {
  issuer: string
  authorizationEndpoint: string
  /** URL of its public keys. */
  keys: string
  /** Of those that Foyer asks for. */
  missingScopes: string[]
  /** Whether its answers name it (RFC 9207). */
  sendsIssuer: boolean
}

/** Reads the discovery document. Call before a connection is saved. @throws DomainError invalid at `issuer`; too_many */
export async function discoverProvider(tenantId: string, issuer: string): Promise<DiscoveredProvider> {
  await reserveProviderRequest(tenantId)
  try {
    const found = await waitElsewhere(() => discover(new URL(issuer), 'foyer', client.None()))
    return describe(found.serverMetadata())
  } catch (error) {
    const problem = problemOf(error)
    if (problem === null) throw error
    throw invalid('issuer', sentences[problem.reason] ?? notOpenId)
  }
}

const notOpenId =
  'What answers there is no OpenID Connect provider. Check that its /.well-known/openid-configuration can be opened in a browser.'

const sentences: Partial<Record<FailureReason, string>> = {
  unreachable:
    'No OpenID Connect provider answered there. Check it for typing errors, or try again in a minute.',
  not_public: `The provider must be at a public https address. ${privateHostAdvice}`,
  wrong_issuer:
    'The provider names another issuer. Enter the “issuer” of its /.well-known/openid-configuration.',
}

function describe(server: client.ServerMetadata): DiscoveredProvider {
  const {
    issuer,
    authorization_endpoint: authorizationEndpoint,
    jwks_uri: keys,
    token_endpoint: tokens,
  } = server
  if (authorizationEndpoint === undefined || keys === undefined || tokens === undefined)
    throw invalid('issuer', notOpenId)
  const listed = server.scopes_supported ?? ['openid', 'profile', 'email']
  const missingScopes = ['openid', 'profile', 'email'].filter((scope) => !listed.includes(scope))
  const sendsIssuer = server.authorization_response_iss_parameter_supported === true
  return { issuer, authorizationEndpoint, keys, missingScopes, sendsIssuer }
}
