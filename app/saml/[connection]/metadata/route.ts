import { findSamlMetadata } from '@/lib/federation/saml/service-metadata'
import { orTemporarilyUnavailable } from '@/lib/oidc/temporarily-unavailable'

export async function GET(
  request: Request,
  { params }: { params: Promise<{ connection: string }> },
): Promise<Response> {
  const { connection } = await params
  return orTemporarilyUnavailable(request, async () => {
    const metadata = await findSamlMetadata(connection)
    if (metadata === null) return new Response('There is no such connection.', { status: 404 })
    const headers = { 'content-type': 'application/samlmetadata+xml', 'cache-control': 'no-store' }
    return new Response(metadata, { headers })
  })
}
