import { headRefusal } from '@/lib/federation/redirect'
import { receiveLogout } from '@/lib/federation/saml/receive-logout'
import { orTemporarilyUnavailable } from '@/lib/oidc/temporarily-unavailable'

interface LogoutContext {
  params: Promise<{ connection: string }>
}

/** A message by HTTP-Redirect. */
export async function GET(request: Request, { params }: LogoutContext): Promise<Response> {
  const { connection } = await params
  const query = request.headers.get('x-foyer-query') ?? ''
  return orTemporarilyUnavailable(request, () => receiveLogout(connection, { query }, nonceOf(request)))
}

/** A message by HTTP-POST. */
export async function POST(request: Request, { params }: LogoutContext): Promise<Response> {
  const { connection } = await params
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded'))
    return new Response('Send the message as a form.', { status: 415 })
  const form = new URLSearchParams(await request.text())
  return orTemporarilyUnavailable(request, () => receiveLogout(connection, { form }, nonceOf(request)))
}

export const HEAD = headRefusal('GET, POST')

function nonceOf(request: Request): string {
  return request.headers.get('x-nonce') ?? ''
}
