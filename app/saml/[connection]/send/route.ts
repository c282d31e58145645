import { sendMessage } from '@/lib/federation/saml/send-message'
import { orTemporarilyUnavailable } from '@/lib/oidc/temporarily-unavailable'

export async function GET(
  request: Request,
  { params }: { params: Promise<{ connection: string }> },
): Promise<Response> {
  const { connection } = await params
  const query = new URL(request.url).searchParams
  const nonce = request.headers.get('x-nonce') ?? ''
  return orTemporarilyUnavailable(request, () => sendMessage(connection, query, nonce))
}
