import { findSamlMetadata, metadataAnswer } from '@/lib/federation/saml/service-metadata'
import { orTemporarilyUnavailable } from '@/lib/oidc/temporarily-unavailable'

export async function GET(
  request: Request,
  { params }: { params: Promise<{ connection: string }> },
): Promise<Response> {
  const { connection } = await params
  return orTemporarilyUnavailable(request, async () => metadataAnswer(await findSamlMetadata(connection)))
}
