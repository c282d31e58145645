export type FrontQuery = {
  return_to?: string | undefined
  organization?: string | undefined
  /** `1`: sign in at the tenant’s page, even if the email domain leads to an organization’s page. */
  here?: string | undefined
  /** Names the address that the form begins with, as `findKnownAddress` reads it. */
  address?: string | undefined
}

/** The `address` that no email was sent to: the one typed last in this browser. */
export const lastTyped = 'typed'

export type SearchParams = Promise<Record<string, string | string[] | undefined>>

export function frontLink(path: string, query: Record<string, string | null | undefined>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

export function signInPath(organization: { slug: string } | null): string {
  return organization ? `/o/${organization.slug}` : '/sign-in'
}

/** The first page if the parameter is missing, repeated or not a page’s number. */
export function pageNumber(value: string | string[] | undefined): number {
  return typeof value === 'string' && /^[1-9]\d{0,4}$/.test(value) ? Number(value) : 1
}

/** Undefined if the parameter is missing or repeated. */
export function one(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
