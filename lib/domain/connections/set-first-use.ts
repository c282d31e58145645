import type { OrganizationAccess, TenantAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { reauthorize } from '../reauthorize'
import { insertOrganizationConnection } from './add-organization-connection'
import { setFirstDomains } from './provider-domains'

/** How an organization uses its own connection from the beginning. */
export interface FirstUse {
  /** Null: neither enabled nor prepared. */
  settings: { isEnabled: boolean; showAsButton: boolean; assignMembershipOnLogin: boolean } | null
  /** Verified ones, whose people are sent there. */
  domains: readonly string[]
}

/**
 * A part of the creation of the connection; the events come after that of its creation.
 * @throws as insertOrganizationConnection(); DomainError invalid at `domains`; not_yours_to_give at `domains`
 */
export async function setFirstUse(
  tx: Tx,
  access: TenantAccess | OrganizationAccess,
  { id, name, use }: { id: string; name: string; use: FirstUse | undefined },
): Promise<readonly Event[]> {
  if (!use || access.kind !== 'organization') return []
  const { settings, domains } = use
  const used =
    settings && (await insertOrganizationConnection(tx, access, { id, ifPresent: 'conflict', ...settings }))
  const ofSettings = used === null || typeof used.events === 'string' ? [] : used.events
  if (domains.length === 0) return ofSettings
  await assertMayChange(tx, access)
  return [...ofSettings, await setFirstDomains(tx, access, { id, name, domains })]
}

/** Domains are a change, for which the permission to create is not enough. */
async function assertMayChange(tx: Tx, access: OrganizationAccess): Promise<void> {
  const { permissions } = await reauthorize(tx, access)
  if (permissions.has('update:organization_connections')) return
  throw new DomainError('not_yours_to_give', 'You may connect it, but not change its domains.', {
    field: 'domains',
  })
}
