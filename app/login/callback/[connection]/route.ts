import { handleCallback } from '@/lib/federation/handle-callback'
import { headRefusal, seeOther } from '@/lib/federation/redirect'
import { receiveSamlResponse } from '@/lib/federation/saml/receive-response'
import { orTemporarilyUnavailable } from '@/lib/oidc/temporarily-unavailable'
import { receiveForm } from '../receive-form'

interface CallbackContext {
  params: Promise<{ connection: string }>
}

export async function GET(request: Request, { params }: CallbackContext): Promise<Response> {
  const { connection } = await params
  return orTemporarilyUnavailable(request, async () =>
    seeOther(await handleCallback(connection, new URL(request.url).searchParams)),
  )
}

/** A SAML identity provider’s form. */
export async function POST(request: Request, { params }: CallbackContext): Promise<Response> {
  const { connection } = await params
  return receiveForm(request, (form) => receiveSamlResponse(connection, form))
}

export const HEAD = headRefusal('GET, POST')
