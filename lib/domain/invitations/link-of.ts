import { isSafeRoute } from './is-safe-route'

export interface LinkedInvitation {
  ticket: string
  organization: { id: string; slug: string }
  tenant: { url: string; defaultRedirectionUri: string | null }
  /** The application that the invitation is for, if it is for one. */
  client: { initiateLoginUri: string | null } | null
}

/**
 * Where the link of an invitation that an application or a script sends leads: to the application, which sends its
 * person on to /authorize; else to the tenant’s default login route; else to the invitation’s own page.
 */
export function invitationLink({ ticket, organization, tenant, client }: LinkedInvitation): string {
  const way = [client?.initiateLoginUri, tenant.defaultRedirectionUri].find(
    (uri) => uri != null && isSafeRoute(uri),
  )
  const url = new URL(way ?? `${tenant.url}/invitations/${ticket}`)
  url.searchParams.set('invitation', ticket)
  url.searchParams.set('organization', organization.id)
  url.searchParams.set('organization_name', organization.slug)
  return url.href
}
