import type { AdapterPayload } from 'oidc-provider'
import type { Application } from '@/lib/domain/tokens/find-application'
import { lookUpApplication } from './lookups'

/** Beyond the standard’s metadata; the provider keeps these names as they are. */
export const ownMetadata = [
  'organizationUsage',
  'organizationRequireBehavior',
  'organizationDiscoveryMethods',
  'refreshIdleSeconds',
  'refreshAbsoluteSeconds',
  'idTokenSeconds',
  'requirePkce',
  'webOrigins',
  'defaultOrganizationId',
  'usedTodayHashes',
  'hasHadToken',
]

export const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange'

export async function findClient(id: string): Promise<AdapterPayload | undefined> {
  const application = await lookUpApplication(id)
  return application ? metadataOf(application) : undefined
}

function metadataOf(application: Application): AdapterPayload {
  const isPublic = application.tokenEndpointAuthMethod === 'none'
  // Without a redirect URI no user can sign in; the other grants work.
  const signsIn = application.grantTypes.includes('authorization_code') && application.redirectUris.length > 0
  return {
    client_id: application.id,
    client_name: application.name,
    application_type: application.appType === 'native' ? 'native' : 'web',
    grant_types: [...application.grantTypes, ...(isPublic ? [] : [tokenExchange])],
    response_types: signsIn ? ['code'] : [],
    redirect_uris: signsIn ? application.redirectUris : [],
    post_logout_redirect_uris: [],
    token_endpoint_auth_method: application.tokenEndpointAuthMethod,
    ...secretOf(application),
    organizationUsage: application.organizationUsage,
    organizationRequireBehavior: application.organizationRequireBehavior,
    organizationDiscoveryMethods: application.organizationDiscoveryMethods,
    refreshIdleSeconds: application.refreshIdleSeconds,
    refreshAbsoluteSeconds: application.refreshAbsoluteSeconds,
    idTokenSeconds: application.idTokenSeconds,
    requirePkce: application.requirePkce,
    webOrigins: [...application.webOrigins, ...application.allowedOrigins],
    defaultOrganizationId: application.defaultOrganizationId ?? undefined,
    usedTodayHashes: application.usedTodayHashes,
    hasHadToken: application.hasHadToken,
  } as AdapterPayload
}

/** Only hashes are stored; provider.ts compares them. */
function secretOf({ tokenEndpointAuthMethod, jwks, secretHashes }: Application): Record<string, unknown> {
  if (tokenEndpointAuthMethod === 'private_key_jwt') return { jwks }
  return tokenEndpointAuthMethod === 'none' ? {} : { client_secret: secretHashes.join(' ') || 'none' }
}
