import { findArtifact, type Artifact } from '@/lib/domain/tokens/artifacts'
import { findApplication } from '@/lib/domain/tokens/find-application'
import { findAuthorization, type Authorization } from '@/lib/domain/tokens/authorizations'
import { forgetCaller, perRequest } from '@/lib/request-state'
import { currentRequest } from './request'

/** The provider tries each of these kinds for a token whose kind it does not know. */
const tokens = ['AccessToken', 'ClientCredentials', 'RefreshToken']

const artifactOf = perRequest(
  ({ tenantId, kinds, id }: { tenantId: string; kinds: readonly string[]; id: string }) =>
    findArtifact(tenantId, { kinds, id }),
  ({ tenantId, kinds, id }) => `artifact ${tenantId} ${kinds.join()} ${id}`,
)

const applicationOf = perRequest(
  ({ tenantId, id }: { tenantId: string; id: string }) => findApplication(tenantId, id),
  ({ tenantId, id }) => `application ${tenantId} ${id}`,
)

/** Reads a token once per request, and caches the authorization found with it. */
export async function lookUpArtifact(kind: string, id: string): Promise<Artifact | null> {
  const request = currentRequest()
  const tenantId = request.tenant.id
  const found = tokens.includes(kind)
    ? await artifactOf({ tenantId, kinds: tokens, id })
    : await findArtifact(tenantId, { kinds: [kind], id })
  if (found?.kind !== kind) return null
  if (found.authorization) request.authorization = found.authorization
  return found
}

/** Only if in force; read once per request. */
export async function lookUpAuthorization(id: string): Promise<Authorization | null> {
  const request = currentRequest()
  if (request.authorization?.id === id) return request.authorization
  const found = await findAuthorization(request.tenant.id, id)
  if (found) request.authorization = found
  return found
}

/** Read once per request. */
export function lookUpApplication(id: string) {
  return applicationOf({ tenantId: currentRequest().tenant.id, id })
}

/** After a write that ends tokens, everything is read again. */
export function forgetLookups(): void {
  currentRequest().authorization = undefined
  forgetCaller()
}
