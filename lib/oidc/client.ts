import type { AdapterPayload } from 'oidc-provider'
import { findApplication, type Application } from '@/lib/domain/tokens/find-application'

/** What the provider is told of an application beyond the standard’s metadata. */
export const ownMetadata = [
  'organization_usage',
  'organization_require_behavior',
  'organization_discovery_methods',
  'refresh_idle_seconds',
  'refresh_absolute_seconds',
  'id_token_seconds',
  'web_origins',
]

export const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange'

/** An application as the provider knows clients, or undefined. */
export async function findClient(tenantId: string, id: string): Promise<AdapterPayload | undefined> {
  const application = await findApplication(tenantId, id)
  return application ? metadataOf(application) : undefined
}

function metadataOf(application: Application): AdapterPayload {
  const isPublic = application.tokenEndpointAuthMethod === 'none'
  const signsIn = application.grantTypes.includes('authorization_code')
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
    organization_usage: application.organizationUsage,
    organization_require_behavior: application.organizationRequireBehavior,
    organization_discovery_methods: application.organizationDiscoveryMethods,
    refresh_idle_seconds: application.refreshIdleSeconds,
    refresh_absolute_seconds: application.refreshAbsoluteSeconds,
    id_token_seconds: application.idTokenSeconds,
    web_origins: application.webOrigins,
  } as AdapterPayload
}

/** Only hashes are known here; comparing is ours (see provider.ts). */
function secretOf({ tokenEndpointAuthMethod, jwks, secretHashes }: Application): Record<string, unknown> {
  if (tokenEndpointAuthMethod === 'private_key_jwt') return { jwks }
  return tokenEndpointAuthMethod === 'none' ? {} : { client_secret: secretHashes.join(' ') || 'none' }
}
