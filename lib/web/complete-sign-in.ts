import type { CodeRequired } from '@/lib/domain/authenticators/sign-in-with-one-factor'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import type { Arrival } from '@/lib/domain/users/set-session-organization'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import { rememberDevice } from './device-cookie'
import { savePendingSignIn } from './pending-sign-in'
import { currentSession, endIfLive, setSessionCookie } from './session'

export interface Destination {
  returnTo?: string | null | undefined
  slug?: string | null | undefined
}

/** Where the user enters a code from their authenticator app. */
export const codePage = '/sign-in/authenticator'

/** Ends the previous session once the browser has the cookie of the new one. Users who may not enter the organization return to its page, which tells them. */
export async function completeSignIn(
  tenant: Tenant,
  arrival: Arrival | CodeRequired,
  destination: Destination,
): Promise<{ redirect: string }> {
  if ('pending' in arrival) {
    const { returnTo = null, slug = null } = destination
    await savePendingSignIn(tenant, { ...arrival.pending, returnTo, slug })
    return { redirect: codePage }
  }
  const previous = await currentSession()
  await setSessionCookie(tenant, arrival)
  if (previous) await endIfLive(tenant, previous)
  await rememberDevice(tenant, arrival.emailFolded)
  return { redirect: pathAfter(arrival, destination) }
}

export function pathWhenSignedIn(
  session: { organization: { slug: string } | null },
  returnTo: unknown,
): string {
  return safeReturnTo(returnTo, session.organization ? homeOf(session.organization.slug) : '/orgs')
}

function pathAfter({ organization, onlySlug }: Arrival, { returnTo, slug }: Destination): string {
  if (isApplication(returnTo) || isLinkPage(returnTo) || isContinuePage(returnTo))
    return safeReturnTo(returnTo, '/orgs')
  if (organization) return safeReturnTo(returnTo, homeOf(organization.slug))
  if (slug) return pageOf(slug, safeReturnTo(returnTo, ''))
  return safeReturnTo(returnTo, onlySlug === null ? '/orgs' : homeOf(onlySlug))
}

/** An application waits for the user. It is also told when they may not enter the organization. */
export function isApplication(returnTo: string | null | undefined): returnTo is string {
  return returnTo?.startsWith('/authorize/continue/') ?? false
}

export function applicationOf(returnTo: string | null | undefined): string | undefined {
  return isApplication(returnTo) && safeReturnTo(returnTo, '') === returnTo ? returnTo : undefined
}

/** The page of an invitation or a join link itself says who can join. */
function isLinkPage(returnTo: string | null | undefined): boolean {
  return /^\/(?:invitations|join)\//.test(returnTo ?? '')
}

function isContinuePage(returnTo: string | null | undefined): boolean {
  return returnTo?.startsWith('/continue/') ?? false
}

/** Users who lack only a second factor continue from there. */
function pageOf(slug: string, returnTo: string): string {
  return returnTo === '' ? `/o/${slug}` : `/o/${slug}?return_to=${encodeURIComponent(returnTo)}`
}

function homeOf(slug: string): string {
  return `/o/${slug}/home`
}
