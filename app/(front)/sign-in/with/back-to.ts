/** The page that offers every way to sign in. */
export function backTo(organization: { slug: string } | null): string {
  return organization ? `/o/${organization.slug}` : '/sign-in'
}
