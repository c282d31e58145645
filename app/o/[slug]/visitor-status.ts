import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { mayJoinOnLogin } from '@/lib/domain/members/join-on-login'
import type { SignedIn } from '@/lib/http/person'

/** `can_join`: not a member yet, but signing in here makes them one. */
export type VisitorStatus = 'signed_out' | 'no_access' | 'can_join' | 'other_method' | 'member'

export async function getVisitorStatus(
  person: SignedIn | null,
  { id, slug }: { id: string; slug: string },
): Promise<VisitorStatus> {
  if (!person) return 'signed_out'
  const { access } = person
  const { refusal } = await enterOrganization(access, slug)
  if (refusal === null) return 'member'
  if (refusal === 'connection') return 'other_method'
  if (refusal === 'session') return 'signed_out'
  const joins = await mayJoinOnLogin(access.tenantId, { organizationId: id, userId: access.userId })
  return joins ? 'can_join' : 'no_access'
}
