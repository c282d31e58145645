import type { OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import type { LockedOrganization } from '@/lib/db/locked-organization'
import { changesOf } from '../changes-of'
import { assertReadable } from './colour'

/** All of it, as programs give it. */
export interface NewBranding {
  primaryColor: string | null
  backgroundColor: string | null
  /** A picture elsewhere; null for none. */
  logoUrl: string | null
  /** Of a picture of ours, which `logoUrl` is the address of. */
  logoId?: string | null
}

const fields = ['primaryColor', 'backgroundColor', 'logoId', 'logoUrl'] as const

/**
 * Gives a locked organization this branding and no other: a picture of ours stays only where its own address is given.
 * @throws DomainError invalid at `primary_color`, but for the tenant itself
 */
export async function replaceBranding(
  tx: Tx,
  { tenantId, organizationId, isTenantLevel }: OrganizationActor,
  { before, branding }: { before: LockedOrganization; branding: NewBranding },
): Promise<Event[]> {
  const { primaryColor, backgroundColor } = branding
  if (!isTenantLevel) assertReadable(primaryColor, backgroundColor)
  const changes = changesOf(fields, before, { primaryColor, backgroundColor, ...logoAfter(before, branding) })
  if (Object.keys(changes.after).length === 0) return []
  await tx.organization.update({
    where: { tenantId_id: { tenantId, id: organizationId } },
    data: changes.after,
  })
  if (changes.after.logoId === null) await tx.image.deleteMany({ where: { tenantId, organizationId } })
  return [
    {
      type: 'organization.branding_changed',
      organizationId,
      target: { kind: 'organization', id: organizationId, name: before.displayName },
      details: { before: { ...changes.before }, after: { ...changes.after } },
    },
  ]
}

function logoAfter(before: LockedOrganization, { logoUrl, logoId = null }: NewBranding) {
  return logoId !== null && logoId === before.logoId ? { logoId, logoUrl: null } : { logoId: null, logoUrl }
}
