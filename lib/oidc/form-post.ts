const maxCharacters = 16_000

/** OpenID Connect Core, 3.1.2.1. Another site’s form comes without our session cookie; a redirect brings it. */
export async function authorizeByFormPost(request: Request): Promise<Response> {
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded'))
    return new Response('Send the parameters as a form.', { status: 415 })
  const form = await request.text()
  if (form.length > maxCharacters) return new Response('That is too large.', { status: 413 })
  const location = `/authorize?${new URLSearchParams(form).toString()}`
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}
