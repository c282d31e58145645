import { handleCallback } from '@/lib/federation/handle-callback'
import { headRefusal, seeOther } from '@/lib/federation/redirect'
import { receiveNamedSamlResponse } from '@/lib/federation/saml/receive-response'
import { orTemporarilyUnavailable } from '@/lib/oidc/temporarily-unavailable'
import { receiveForm } from './receive-form'

/** The redirect URI that several providers share. */
export async function GET(request: Request): Promise<Response> {
  return orTemporarilyUnavailable(request, async () =>
    seeOther(await handleCallback(null, new URL(request.url).searchParams)),
  )
}

/** The form of a SAML identity provider whose connection is named in the query. */
export async function POST(request: Request): Promise<Response> {
  const name = new URL(request.url).searchParams.get('connection') ?? ''
  return receiveForm(request, (form) => receiveNamedSamlResponse(name, form))
}

export const HEAD = headRefusal('GET, POST')
