/** A request as bin/serve.mjs gets it, before Next. */
export interface IncomingRequest {
  method: string
  url: string
  headers: Record<string, string | string[] | undefined>
  remoteAddress: string | undefined
}

/** The value of a header. Repeated headers are joined by commas. */
export function headerOf(incoming: IncomingRequest, name: string): string | undefined {
  const value = incoming.headers[name]
  return Array.isArray(value) ? value.join(',') : value
}

/** The path without its query. */
export function pathOf({ url }: IncomingRequest): string {
  return url.split(/[?#]/, 1)[0] ?? '/'
}

const programs = /^\/(api\/v2(\/|$)|oauth\/(token|introspect|revoke)\/?$|userinfo$|v2\/logout$|authorize$)/

/**
 * Whether programs call this path with their own credentials, not browsers with our cookie. A form that is sent to the
 * last two paths only becomes a link. All are route handlers: a page, even a 404 page, would run a server action that is
 * posted to it.
 */
export function isForPrograms(incoming: IncomingRequest): boolean {
  return programs.test(pathOf(incoming))
}
