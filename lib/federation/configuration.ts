import { importJWK } from 'jose'
import * as client from 'openid-client'
import type { FailureReason } from '@/lib/domain/connections/connection-failures'
import type { Provider } from '@/lib/domain/connections/find-provider'
import { openProviderSecret } from '@/lib/domain/connections/provider-secret'
import { mayBeCalled } from '@/lib/domain/connections/provider-url'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { waitElsewhere } from '@/lib/waiting-elsewhere'
import { guardedFetch } from './guarded-fetch'
import { problemOf, ProviderProblem } from './provider-problem'

const freshForMilliseconds = 10 * 60_000
const maxCached = 500
/** Not shared by all of the process: Next bundles openid-client more than once, and one copy rejects another’s. */
const cached = new Map<string, { at: number; configuration: client.Configuration }>()

/** Discovery is cached for ten minutes. @throws ProviderProblem, or the library’s error for a bad response */
export async function configurationOf(provider: Provider): Promise<client.Configuration> {
  const { tenantId, id, options, sealedSecret } = provider
  const key = sha256Hex(JSON.stringify([tenantId, id, options, sealedSecret]))
  const found = cached.get(key)
  if (found && Date.now() - found.at < freshForMilliseconds) return found.configuration
  const configuration = await createConfiguration(provider)
  if (cached.size >= maxCached) cached.clear()
  cached.set(key, { at: Date.now(), configuration })
  return configuration
}

/** Null if the provider’s discovery document can be used. */
export async function findConfigurationProblem(provider: Provider): Promise<FailureReason | null> {
  try {
    await waitElsewhere(() => configurationOf(provider))
    return null
  } catch (error) {
    const problem = problemOf(error)
    if (problem === null) throw error
    return problem.reason
  }
}

async function createConfiguration(provider: Provider): Promise<client.Configuration> {
  const { issuer, clientId, endpoints } = provider.options
  const authentication = await authenticationOf(provider)
  const url = new URL(issuer)
  if (!mayBeCalled(url)) throw new ProviderProblem('not_public')
  if (endpoints !== undefined) {
    const server = {
      issuer,
      authorization_endpoint: endpoints.authorization,
      token_endpoint: endpoints.token,
    }
    const configuration = new client.Configuration(server, clientId, undefined, authentication)
    configuration[client.customFetch] = guardedFetch
    for (const extend of insecureFor(url)) extend(configuration)
    return configuration
  }
  const configuration = await discover(url, clientId, authentication)
  // Verify the ID token’s signature too, not only the TLS connection.
  client.enableNonRepudiationChecks(configuration)
  return configuration
}

/** For an issuer that may be called. */
export function discover(
  issuer: URL,
  clientId: string,
  authentication: client.ClientAuth,
): Promise<client.Configuration> {
  return client.discovery(issuer, clientId, undefined, authentication, {
    [client.customFetch]: guardedFetch,
    execute: insecureFor(issuer),
  })
}

function insecureFor({ protocol }: URL) {
  return protocol === 'http:' ? [client.allowInsecureRequests] : []
}

async function authenticationOf({
  tenantId,
  id,
  options,
  sealedSecret,
}: Provider): Promise<client.ClientAuth> {
  const secret = await openProviderSecret({ tenantId, connectionId: id }, sealedSecret)
  if (secret === null) throw new ProviderProblem('client_refused')
  if (secret.kind === 'key') {
    const key = await importJWK(secret.key, 'RS256')
    if (key instanceof Uint8Array)
      throw new Error('The private key of a connection is not an asymmetric key.')
    const kid = secret.key['kid']
    return client.PrivateKeyJwt(typeof kid === 'string' ? { key, kid } : { key })
  }
  return options.clientAuthentication === 'client_secret_basic'
    ? client.ClientSecretBasic(secret.secret)
    : client.ClientSecretPost(secret.secret)
}
