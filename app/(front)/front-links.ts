/** Query parameters that the sign-in pages pass on to each other. */
export type FrontQuery = {
  return_to?: string | undefined
  /** The slug of the organization on whose page the sign-in began. */
  organization?: string | undefined
  /** `1`: sign in at the tenant’s page, even if the email domain leads to an organization’s page. */
  here?: string | undefined
}

export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** The path with the query parameters that have a value. */
export function frontLink(path: string, query: Record<string, string | null | undefined>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

/** The sign-in page of the organization, or of the tenant if there is none. */
export function signInPath(organization: { slug: string } | null): string {
  return organization ? `/o/${organization.slug}` : '/sign-in'
}

/** The parameter’s value, or undefined if it is missing or repeated. */
export function one(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
