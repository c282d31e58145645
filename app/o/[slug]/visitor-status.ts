import type { SelfAccess } from '@/lib/access'
import { findJoinableOrganization } from '@/lib/domain/join-requests/queries'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { isSuspendedForMember } from '@/lib/domain/organizations/get-organization'
import { mayJoinOnLogin } from '@/lib/domain/members/join-on-login'
import type { SignInPage } from '@/lib/domain/users/find-sign-in-page'
import type { SignedIn } from '@/lib/http/person'

/**
 * `can_join`: not a member yet, but becomes one by signing in here. `may_ask`: their page of organizations offers to
 * join this one, or to ask to join it, or says that they have asked. `ended`: their session has ended here, but not
 * elsewhere. `timed_out`: they signed in or were active too long ago for the policy of the organization. `no_factor`: it
 * requires a second factor. `other_network`: it cannot be used from their network. `suspended`: they are a member, but
 * no one can open it.
 */
export type VisitorStatus =
  | 'signed_out'
  | 'no_access'
  | 'can_join'
  | 'may_ask'
  | 'other_method'
  | 'other_network'
  | 'ended'
  | 'timed_out'
  | 'no_factor'
  | 'suspended'
  | 'member'

export interface Visitor {
  status: VisitorStatus
  /** The only connection by which they can enter. */
  requiredConnectionId: string | null
}

export async function getVisitor(person: SignedIn | null, organization: SignInPage): Promise<Visitor> {
  if (!person) return asVisitor('signed_out')
  const { access, session } = person
  const entry = await enterOrganization(access, organization.slug)
  if (entry.refusal === null) return { status: 'member', requiredConnectionId: entry.requiredConnectionId }
  if (entry.refusal === 'session') return asVisitor('signed_out')
  if (entry.refusal === 'unknown') return asVisitor(await statusOutside(access, organization))
  if (entry.refusal === 'network') return asVisitor('other_network')
  const { requiredConnectionId } = entry
  if (entry.refusal === 'time') return { status: 'timed_out', requiredConnectionId }
  if (entry.refusal === 'factor') return { status: 'no_factor', requiredConnectionId }
  const isAccepted =
    requiredConnectionId === null
      ? isEnabled(organization, session.connectionId)
      : session.connectionId === requiredConnectionId
  return { status: isAccepted ? 'ended' : 'other_method', requiredConnectionId }
}

function asVisitor(status: VisitorStatus): Visitor {
  return { status, requiredConnectionId: null }
}

async function statusOutside(access: SelfAccess, { id, slug }: SignInPage): Promise<VisitorStatus> {
  if (await isSuspendedForMember(access, slug)) return 'suspended'
  const joins = await mayJoinOnLogin(access.tenantId, { organizationId: id, userId: access.userId })
  return joins ? 'can_join' : statusByDomain(access, id)
}

function isEnabled({ connections, unlisted }: SignInPage, connectionId: string): boolean {
  return [...connections, ...unlisted].some(({ id }) => id === connectionId)
}

async function statusByDomain(access: SelfAccess, id: string): Promise<VisitorStatus> {
  const joinable = await findJoinableOrganization(access, id)
  if (joinable === null) return 'no_access'
  return joinable.role !== null && !joinable.canEnter ? 'can_join' : 'may_ask'
}
