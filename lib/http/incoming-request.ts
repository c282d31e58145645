/** As bin/serve.mjs gets it, before Next. */
export interface IncomingRequest {
  method: string
  url: string
  headers: Record<string, string | string[] | undefined>
  remoteAddress: string | undefined
  /** As often as the request names one, also the same; `headers` has the first. */
  hosts?: readonly string[]
}

/** Repeated headers are joined by commas. */
export function headerOf(incoming: IncomingRequest, name: string): string | undefined {
  const value = incoming.headers[name]
  return Array.isArray(value) ? value.join(',') : value
}

export function pathOf({ url }: IncomingRequest): string {
  return url.split(/[?#]/, 1)[0] ?? '/'
}

export function isRead({ method }: { method: string }): boolean {
  return method === 'GET' || method === 'HEAD'
}

const programs =
  /^\/((api\/v2|my-org|scim)(\/|$)|api\/webhooks\/resend$|oauth\/(token|introspect|revoke)\/?$|userinfo$|v2\/logout$|authorize$|login\/callback(\/\w+)?$|saml\/\w+\/logout$)/

/**
 * They bring their own credentials or, at the callback and the logout of a SAML connection, the provider’s signature; not
 * our cookie. Route handlers only: a page would run a posted server action.
 */
export function isForPrograms(incoming: IncomingRequest): boolean {
  return programs.test(pathOf(incoming))
}
