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
