import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { mayJoinOnLogin } from '@/lib/domain/members/may-join-on-login'
import type { SignedIn } from '@/lib/http/person'

/** `newcomer`: no member yet, but signing in here makes her one. */
export type Standing = 'nobody' | 'stranger' | 'newcomer' | 'other way' | 'inside'

/** How somebody who looks at an organization’s front stands to it. */
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
