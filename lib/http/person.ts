import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import {
  authorize,
  type BySession,
  type OrganizationAccess,
  type OrganizationActor,
  type Permission,
  type SelfAccess,
  type TenantAccess,
  type TenantActor,
} from '@/lib/access'
import {
  type EnteredOrganization,
  enterOrganization,
  type Entry,
} from '@/lib/domain/organizations/enter-organization'
import { isSuspendedForMember } from '@/lib/domain/organizations/get-organization'
import type { MyOrganization } from '@/lib/domain/organizations/my-organizations'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import {
  findPageContext,
  type LiveSession,
  type MissingSecondFactor,
  type OpenSupport,
  type PageContext,
} from '@/lib/domain/users/find-session'
import { tenantActorIn } from '@/lib/domain/users/operators'
import { perRequest } from '@/lib/request-state'
import { currentClaim, currentSession, selfAccess } from '@/lib/web/session'
import { currentTenant } from '@/lib/web/tenant'

export interface SignedIn {
  access: SelfAccess
  session: LiveSession
}

export async function currentPerson(): Promise<SignedIn | null> {
  const session = await currentSession()
  return session && signedIn(await currentTenant(), session)
}

/** Others sign in first, and return here afterwards. */
export async function requirePerson(): Promise<SignedIn> {
  const person = await currentPerson()
  if (!person) redirect(await signInPath())
  return person
}

export interface SelfContext extends SignedIn {
  tenantActor: TenantActor & BySession
  /** The most recently used first. */
  organizations: MyOrganization[]
  /** Open as support in this session. */
  supported: PageContext['supported']
}

const selfOf = perRequest(
  async (tenant: Tenant): Promise<SelfContext | null> => {
    const claim = await currentClaim()
    const context = claim && (await findPageContext(claim, null))
    return context && selfIn(tenant, context)
  },
  ({ id }) => id,
)

export async function requireSelf(): Promise<SelfContext> {
  const found = await selfOf(await currentTenant())
  if (!found) redirect(await signInPath())
  return found
}

export interface EnteredOrganizationContext extends SelfContext {
  organization: EnteredOrganization
  actor: OrganizationActor & BySession
  support: OpenSupport | null
  missingSecondFactor: MissingSecondFactor | null
}

const entryAt = perRequest(
  async (slug: string): Promise<Entry> => {
    const claim = await currentClaim()
    return claim ? enterOrganization(claim, slug) : { refusal: 'session' }
  },
  (slug) => slug,
)

/** For a layout’s title and icons; null where `requireEntry` does not return. */
export async function findEntry(slug: string): Promise<EnteredOrganization | null> {
  const entry = await entryAt(slug)
  return entry.refusal === null ? entry.organization : null
}

/**
 * Once per request. Answers 404 to people who are not members, redirects from an old slug, and asks for a new sign-in if the
 * session does not suffice.
 */
export async function requireEntry(slug: string): Promise<EnteredOrganizationContext> {
  const tenant = await currentTenant()
  const entry = await entryAt(slug)
  if (entry.refusal === 'session') redirect(await signInPath())
  if (entry.refusal === 'unknown') return await refuseEntry(tenant, slug)
  if (entry.refusal === 'factor') redirect(await secondFactorPath(entry.slug))
  if (entry.refusal !== null) redirect(await signInPath(entry.slug))
  if (entry.organization.slug !== slug) redirect(await pathUnderSlug(slug, entry.organization.slug))
  const { context, organization, actor, support, missingSecondFactor } = entry
  return { organization, actor, support, missingSecondFactor, ...selfIn(tenant, context) }
}

/** Members of a suspended organization learn that on its sign-in page. */
async function refuseEntry(tenant: Tenant, slug: string): Promise<never> {
  const session = await currentSession()
  if (session && (await isSuspendedForMember(selfAccess(tenant, session), slug))) redirect(`/o/${slug}`)
  notFound()
}

/** 404 without the permission. */
export async function organizationPage<P extends Permission = never>(
  slug: string,
  ...needed: P[]
): Promise<Omit<EnteredOrganizationContext, 'access'> & { access: OrganizationAccess<P> & BySession }> {
  const entered = await requireEntry(slug)
  return { ...entered, access: authorize(entered.actor, ...needed) }
}

/** Of the operator’s console. 404 without the permission at tenant level. */
export async function consolePage<P extends Permission = never>(
  ...needed: P[]
): Promise<SelfContext & { operator: TenantAccess<P> & BySession }> {
  const self = await requireSelf()
  return { ...self, operator: authorize(self.tenantActor, ...needed) }
}

/** Of one organization in the console. An unknown organization is a 404 of the first read. */
export async function consoleOrganizationPage<P extends Permission = never>(
  organizationId: string,
  ...needed: P[]
): Promise<Omit<SelfContext, 'access'> & { access: OrganizationAccess<P> & BySession }> {
  const self = await requireSelf()
  return { ...self, access: authorize(organizationActorOf(self.tenantActor, organizationId), ...needed) }
}

/** No rule about granting limits it. */
export function organizationActorOf(
  { tenantId, caller, permissions }: TenantActor & BySession,
  organizationId: string,
): OrganizationActor & BySession {
  return { kind: 'organization', tenantId, organizationId, caller, permissions, isTenantLevel: true }
}

function signedIn(tenant: Tenant, session: LiveSession): SignedIn {
  return { session, access: selfAccess(tenant, session) }
}

function selfIn(tenant: Tenant, context: PageContext): SelfContext {
  const person = signedIn(tenant, context.session)
  return {
    ...person,
    tenantActor: tenantActorIn(person.access, context),
    organizations: context.organizations ?? [],
    supported: context.supported,
  }
}

/** Returns to the current page afterwards. */
export async function signInPath(slug?: string): Promise<string> {
  const front = slug === undefined ? '/sign-in' : `/o/${slug}`
  const returnTo = encodeURIComponent(await currentPath())
  return `${front}?return_to=${returnTo}${slug === undefined ? '' : '&again=1'}`
}

/** Says what the organization requires, and returns to the current page afterwards. */
async function secondFactorPath(slug: string): Promise<string> {
  return `/o/${slug}/second-factor?return_to=${encodeURIComponent(await currentPath())}`
}

/** Of the page, also in its actions. */
export async function currentPath(): Promise<string> {
  return (await headers()).get('x-foyer-path') ?? '/'
}

async function pathUnderSlug(old: string, current: string): Promise<string> {
  const path = await currentPath()
  return path.replace(`/o/${old}`, `/o/${current}`)
}
