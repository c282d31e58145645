import type { OrganizationActor } from '@/lib/access'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'

/** The mail with one version of an invitation. */
export function invitationEmail(
  { organizationId, isTenantLevel }: OrganizationActor,
  { id, email, version }: { id: string; email: string; version: number },
): OutgoingEmail {
  const content = { template: 'invitation' as const, invitationId: id, version }
  return { ...content, ...(isTenantLevel ? { isTenants: true } : {}), to: email, organizationId }
}
