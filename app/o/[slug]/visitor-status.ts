import type { SelfAccess } from '@/lib/access'
import { findJoinableOrganization } from '@/lib/domain/join-requests/joinable-organizations'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { isSuspendedForMember } from '@/lib/domain/organizations/find-suspended-organization'
import { mayJoinOnLogin } from '@/lib/domain/members/join-on-login'
import type { SignInPage } from '@/lib/domain/users/find-sign-in-page'
import type { SignedIn } from '@/lib/http/person'

/**
 * `can_join`: not a member yet, but can be one after signing in here. `may_ask`: their page of organizations offers to
 * join this one, to ask to, or says that they have asked. `ended`: their session has ended here, but not elsewhere.
 * `suspended`: they are a member, and no one can enter it.
 */
export type VisitorStatus =
  'signed_out' | 'no_access' | 'can_join' | 'may_ask' | 'other_method' | 'ended' | 'suspended' | 'member'

export async function getVisitorStatus(
  person: SignedIn | null,
  organization: SignInPage,
): Promise<VisitorStatus> {
  if (!person) return 'signed_out'
  const { access, session } = person
  const { id, slug } = organization
  const { refusal } = await enterOrganization(access, slug)
  if (refusal === null) return 'member'
  if (refusal === 'connection')
    return isEnabled(organization, session.connectionId) ? 'ended' : 'other_method'
  if (refusal === 'session') return 'signed_out'
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
