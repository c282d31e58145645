import { seeOther } from '@/lib/federation/redirect'
import { orTemporarilyUnavailable } from '@/lib/oidc/temporarily-unavailable'

/** The form in which a SAML identity provider sends a response. `receive` returns where the browser fetches it. */
export async function receiveForm(
  request: Request,
  receive: (form: URLSearchParams) => Promise<string>,
): Promise<Response> {
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded'))
    return new Response('Send the response as a form.', { status: 415 })
  return orTemporarilyUnavailable(request, async () =>
    seeOther(await receive(new URLSearchParams(await request.text()))),
  )
}
