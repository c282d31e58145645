import type { OrganizationAccess, OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { LockedOrganization } from '@/lib/db/locked-organization'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, unchanged } from '@/lib/db/transaction'

export async function discardBrandingDraft(
  access: OrganizationAccess<'update:organizations'>,
): Promise<void> {
  await changeLocked(access, async (tx, before) => {
    if (before.brandingDraft === null) return unchanged(undefined)
    return { result: undefined, events: [await deleteDraft(tx, access, before)] }
  })
}

/** With the pictures that it alone shows. */
export async function deleteDraft(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  { displayName }: LockedOrganization,
): Promise<Event> {
  await tx.$executeRaw`
    UPDATE organizations SET branding_draft = NULL WHERE tenant_id = ${tenantId} AND id = ${organizationId}`
  await tx.$executeRaw`SELECT foyer.delete_unused_images(${organizationId})`
  return {
    type: 'organization.branding_draft_discarded',
    organizationId,
    target: { kind: 'organization', id: organizationId, name: displayName },
  }
}
