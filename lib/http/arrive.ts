import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { endSession } from '@/lib/domain/users/end-session'
import type { Arrival } from '@/lib/domain/users/land-in'
import { safeReturnTo } from '@/lib/domain/text/return-to'
import { DomainError, isUnavailable } from '@/lib/errors'
import { rememberDevice } from './known-device'
import { currentPerson, type SignedIn } from './person'
import { setSessionCookie } from './session'

/** Where she was going, and the organization at whose page she signed in. */
export interface Bound {
  returnTo?: string | null | undefined
  slug?: string | null | undefined
}

/**
 * Hands the browser its new session, which takes the place of the one it had, and says where to go. Somebody who
 * may not enter the organization she asked for goes back to its page, which says so.
 */
export async function arrive(tenant: Tenant, arrival: Arrival, bound: Bound): Promise<{ redirect: string }> {
  const before = await currentPerson()
  await setSessionCookie(tenant, arrival)
  await rememberDevice(tenant, arrival.emailFolded)
  if (before) await endOld(before)
  return { redirect: pathAfter(arrival, bound) }
}

/** Where somebody who is signed in already goes from a page that signs in. */
export function pathWhenSignedIn(
  session: { organization: { slug: string } | null },
  returnTo: unknown,
): string {
  return safeReturnTo(returnTo, session.organization ? homeOf(session.organization.slug) : '/orgs')
}

/** It may have ended by itself meanwhile. */
async function endOld({ access, session }: SignedIn): Promise<void> {
  await endSession(access, session.id).catch((error: unknown) => {
    if (!(error instanceof DomainError) || isUnavailable(error)) throw error
  })
}

function pathAfter({ organization, onlySlug }: Arrival, { returnTo, slug }: Bound): string {
  if (isApplication(returnTo) || isInvitation(returnTo) || isWayOn(returnTo))
    return safeReturnTo(returnTo, '/orgs')
  if (organization) return safeReturnTo(returnTo, homeOf(organization.slug))
  if (slug) return `/o/${slug}`
  return safeReturnTo(returnTo, onlySlug === null ? '/orgs' : homeOf(onlySlug))
}

/** An application waits for her; it is told, too, when she may not be where it asked. */
export function isApplication(returnTo: string | null | undefined): returnTo is string {
  return returnTo?.startsWith('/authorize/continue/') ?? false
}

/** The path of the application that waits for her, if that is where a `return_to` leads. */
export function applicationOf(returnTo: string | null | undefined): string | undefined {
  return isApplication(returnTo) && safeReturnTo(returnTo, '') === returnTo ? returnTo : undefined
}

/** It says itself whom it is for. */
function isInvitation(returnTo: string | null | undefined): boolean {
  return returnTo?.startsWith('/invitations/') ?? false
}

/** It leads away from here. */
function isWayOn(returnTo: string | null | undefined): boolean {
  return returnTo?.startsWith('/continue/') ?? false
}

function homeOf(slug: string): string {
  return `/o/${slug}/home`
}
