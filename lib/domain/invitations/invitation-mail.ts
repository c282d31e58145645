import type { OrganizationActor } from '@/lib/access'
import type { OutgoingMail } from '@/lib/db/outgoing-mail'

/** The mail with one version of an invitation. */
export function invitationMail(
  { organizationId, exempt }: OrganizationActor,
  { id, email, version }: { id: string; email: string; version: number },
): OutgoingMail {
  const content = { template: 'invitation' as const, invitationId: id, version }
  return { ...content, ...(exempt ? { isTenants: true } : {}), to: email, organizationId }
}
