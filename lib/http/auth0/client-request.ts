import type { ClientInput } from '@/lib/domain/clients/validate-settings'
import type { KeyInput } from '@/lib/domain/clients/public-keys'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import type { ClientBody } from './client-body'
import { kidOf } from './client'
import { invalidInput } from './problem'

/**
 * What a body asks for, in Foyer’s words; null is what there is where nothing is said.
 * @throws ApiProblem 400 for what is read-only and differs, or shuts another out
 */
export function clientRequest(tenant: Tenant, body: ClientBody, id?: string): ClientInput {
  judgeReadOnly('tenant', body.tenant, tenant.id)
  if (id !== undefined) judgeReadOnly('client_id', body.client_id, id)
  const { jwt_configuration: jwt, refresh_token: refresh } = body
  return {
    name: body.name,
    description: orElse(body.description, ''),
    logoUri: emptied(body.logo_uri),
    appType: body.app_type,
    ...urlsIn(body),
    grantTypes: body.grant_types,
    ...proofIn(body),
    ...organizationsIn(body),
    metadata: body.client_metadata,
    idTokenSeconds: jwt === null ? 36_000 : jwt?.lifetime_in_seconds,
    refreshAbsoluteSeconds: refresh === null ? 2_592_000 : refresh?.token_lifetime,
    refreshIdleSeconds: refresh === null ? 1_296_000 : refresh?.idle_token_lifetime,
    requirePkce: orElse(body.require_pkce, true),
  }
}

function urlsIn(body: ClientBody) {
  return {
    redirectUris: body.callbacks,
    logoutUrls: body.allowed_logout_urls,
    allowedOrigins: body.allowed_origins,
    webOrigins: body.web_origins,
    initiateLoginUri: emptied(body.initiate_login_uri),
  }
}

function proofIn({
  token_endpoint_auth_method: method,
  client_authentication_methods: methods,
}: ClientBody): Pick<ClientInput, 'keys' | 'tokenEndpointAuthMethod'> {
  if (methods === undefined || methods === null) return { tokenEndpointAuthMethod: method ?? undefined }
  if (method !== undefined && method !== null) {
    const sentence = 'Either client_authentication_methods or token_endpoint_auth_method, not both'
    throw invalidInput('body', sentence, ['client_authentication_methods'])
  }
  return { keys: methods.private_key_jwt.credentials.map(keyIn) }
}

type Credential = NonNullable<
  ClientBody['client_authentication_methods']
>['private_key_jwt']['credentials'][number]

function keyIn(credential: Credential): KeyInput {
  if ('pem' in credential) return { pem: credential.pem, alg: credential.alg, name: credential.name }
  return { kid: kidOf(credential.id), name: credential.name }
}

function organizationsIn(body: ClientBody) {
  const { default_organization: standard } = body
  return {
    organizationUsage: orElse(body.organization_usage, 'deny' as const),
    organizationRequireBehavior: orElse(body.organization_require_behavior, 'no_prompt' as const),
    organizationDiscoveryMethods: orElse(body.organization_discovery_methods, [
      ...(['email', 'organization_name'] as const),
    ]),
    defaultOrganizationId: standard === null ? null : standard?.organization_id,
  }
}

function judgeReadOnly(property: string, given: string | undefined, present: string): void {
  if (given !== undefined && given !== present) throw invalidInput('body', 'This is read-only', [property])
}

function orElse<T>(given: T | null | undefined, otherwise: T): T | undefined {
  return given === null ? otherwise : given
}

/** Auth0 takes an empty text for nothing. */
function emptied(given: string | null | undefined): string | null | undefined {
  return given === '' ? null : given
}
