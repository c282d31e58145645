import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { mayJoinOnLogin } from '@/lib/domain/members/join-on-login'
import type { SignedIn } from '@/lib/http/person'

/** `newcomer`: not yet a member, but signing in here makes them one. */
export type Standing = 'nobody' | 'stranger' | 'newcomer' | 'other way' | 'inside'

/** What a visitor of an organization’s sign-in page is to that organization. */
export async function standingAt(
  person: SignedIn | null,
  { id, slug }: { id: string; slug: string },
): Promise<Standing> {
  if (!person) return 'nobody'
  const { access } = person
  const { refusal } = await enterOrganization(access, slug)
  if (refusal === null) return 'inside'
  if (refusal === 'connection') return 'other way'
  if (refusal === 'session') return 'nobody'
  const joins = await mayJoinOnLogin(access.tenantId, { organizationId: id, userId: access.userId })
  return joins ? 'newcomer' : 'stranger'
}
