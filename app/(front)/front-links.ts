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

export function signInPath(organization: { slug: string } | null): string {
  return organization ? `/o/${organization.slug}` : '/sign-in'
}

/** Undefined if the parameter is missing or repeated. */
export function one(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
