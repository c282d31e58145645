import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import {
  authorize,
  type InPerson,
  type OrganizationAccess,
  type Permission,
  type SelfAccess,
  type TenantActor,
} from '@/lib/access'
import type { OrganizationActor } from '@/lib/access'
import { enterOrganization, type EnteredOrganization } from '@/lib/domain/organizations/enter-organization'
import type { LiveSession } from '@/lib/domain/users/find-session'
import { tenantStanding } from '@/lib/domain/users/tenant-standing'
import { orNotFound } from './or-not-found'
import { currentSession } from './session'
import { currentTenant } from './tenant'

export interface SignedIn {
  access: SelfAccess
  session: LiveSession
}

/** Who is signed in, or null. */
export const currentPerson = cache(async (): Promise<SignedIn | null> => {
  const [tenant, session] = [await currentTenant(), await currentSession()]
  if (!session) return null
  return {
    session,
    access: { kind: 'self', tenantId: tenant.id, userId: session.user.id, sessionId: session.id },
  }
})

/** Who is signed in; sends everybody else to sign in first and back here after. */
export async function requirePerson(): Promise<SignedIn> {
  const person = await currentPerson()
  if (!person) redirect(await signInPath())
  return person
}

/** What the person holds at tenant level. */
export const requireTenantActor = cache(async (): Promise<TenantActor & InPerson> => {
  const { access } = await requirePerson()
  const actor = await tenantStanding(access)
  if (!actor) redirect(await signInPath())
  return actor
})

export interface Entered {
  organization: EnteredOrganization
  actor: OrganizationActor & InPerson
  session: LiveSession
}

/**
 * The organization that the URL names, and what the person holds there. Read once a request; layouts and pages
 * share it. Strangers get a 404, an older slug leads to today’s, a session that does not suffice to sign in.
 */
export const requireEntry = cache(async (slug: string): Promise<Entered> => {
  const { access, session } = await requirePerson()
  const entry = await enterOrganization(access, slug)
  if (entry.refusal === 'connection') redirect(await signInPath(entry.slug))
  if (entry.refusal === 'session') redirect(await signInPath())
  if (entry.refusal !== null) notFound()
  if (entry.organization.slug !== slug) redirect(await pathUnderSlug(slug, entry.organization.slug))
  return { organization: entry.organization, actor: entry.actor, session }
})

/** For a page: the organization and the proof of what the page asks for, or a 404. */
export async function organizationPage<P extends Permission = never>(
  slug: string,
  ...needed: P[]
): Promise<Entered & { access: OrganizationAccess<P> & InPerson }> {
  const entered = await requireEntry(slug)
  return { ...entered, access: seen(() => authorize(entered.actor, ...needed)) }
}

/** Turns a refusal while a page renders into the page for it. */
function seen<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    return orNotFound(error)
  }
}

/** Where to sign in so as to come back to the page under way. */
export async function signInPath(slug?: string): Promise<string> {
  const path = (await headers()).get('x-foyer-path') ?? '/'
  const front = slug === undefined ? '/sign-in' : `/o/${slug}`
  return `${front}?return_to=${encodeURIComponent(path)}${slug === undefined ? '' : '&again=1'}`
}

async function pathUnderSlug(old: string, current: string): Promise<string> {
  const path = (await headers()).get('x-foyer-path') ?? '/'
  return path.replace(`/o/${old}`, `/o/${current}`)
}
