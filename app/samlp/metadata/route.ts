import { findNamedSamlMetadata, metadataAnswer } from '@/lib/federation/saml/service-metadata'
import { orTemporarilyUnavailable } from '@/lib/oidc/temporarily-unavailable'

/** Where Auth0’s components say that it is. */
export async function GET(request: Request): Promise<Response> {
  const name = new URL(request.url).searchParams.get('connection') ?? ''
  return orTemporarilyUnavailable(request, async () => metadataAnswer(await findNamedSamlMetadata(name)))
}
