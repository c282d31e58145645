/** What bin/serve.mjs knows of a request before Next sees it. */
export interface Arrival {
  method: string
  url: string
  headers: Record<string, string | string[] | undefined>
  remoteAddress: string | undefined
}

/** A header’s value; one that was sent several times is a list with commas. */
export function one(arrival: Arrival, name: string): string | undefined {
  const value = arrival.headers[name]
  return Array.isArray(value) ? value.join(',') : value
}

/** The path of the request’s target, without query. */
export function pathOf({ url }: Arrival): string {
  return url.split(/[?#]/, 1)[0] ?? '/'
}

const programs = /^\/(api\/v2(\/|$)|oauth\/(token|introspect|revoke)\/?$|userinfo$|v2\/logout$|authorize$)/

/**
 * Whether programs call this path with a secret of their own, not browsers with our cookie; a form sent to the last two
 * does nothing but become a link. Each is a route handler: a page, even that of a 404, would run a server action that
 * is posted to it.
 */
export function isForPrograms(arrival: Arrival): boolean {
  return programs.test(pathOf(arrival))
}
