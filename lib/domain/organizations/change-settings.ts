import type { OrganizationActor } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import { changesOf } from '../changes-of'
import type { LockedOrganization } from '@/lib/db/locked-organization'

/** What the tenant keeps about an organization, and decides for it. What is undefined stays. */
export interface OrganizationSettings {
  /** All of it: what is not named goes. */
  metadata?: Record<string, string> | undefined
  thirdPartyClientAccess?: 'block' | 'allow' | undefined
  isAppEntitlementActive?: boolean | undefined
}

const fields = ['thirdPartyClientAccess', 'isAppEntitlementActive'] as const

/**
 * Of metadata the event names the keys alone: what applications keep there is theirs.
 * @throws DomainError not_found for the organization’s own people
 */
export async function changeSettings(
  tx: Tx,
  { tenantId, organizationId, isTenantLevel }: OrganizationActor,
  { before, settings }: { before: LockedOrganization; settings: OrganizationSettings },
): Promise<Event[]> {
  if (!isTenantLevel) throw notFound()
  const { metadata, ...plain } = settings
  const changes = changesOf(fields, before, plain)
  const keys = metadata === undefined ? [] : keysThatDiffer(before.metadata, metadata)
  if (keys.length === 0 && Object.keys(changes.after).length === 0) return []
  await tx.organization.update({
    where: { tenantId_id: { tenantId, id: organizationId } },
    data: { ...changes.after, ...(metadata === undefined ? {} : { metadata }) },
  })
  return [
    {
      type: 'organization.settings_changed',
      organizationId,
      target: { kind: 'organization', id: organizationId, name: before.displayName },
      details: {
        ...(Object.keys(changes.after).length === 0
          ? {}
          : { before: { ...changes.before }, after: { ...changes.after } }),
        ...(keys.length === 0 ? {} : { metadata: keys }),
      },
    },
  ]
}

function keysThatDiffer(before: Record<string, unknown>, after: Record<string, string>): string[] {
  const [old, next] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  return [...new Set([...old.keys(), ...next.keys()])].filter((key) => old.get(key) !== next.get(key)).sort()
}
