import { unchanged, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { judgeTenantSettings } from './judge-tenant-settings'
import { lockTenant } from './lock-tenant'
import { readTenantSettings, type TenantSettings, type TenantSettingsChange } from './read-tenant-settings'

const fields = [
  'name',
  'supportEmail',
  'supportUrl',
  'pictureUrl',
  'defaultAudience',
  'defaultRedirectionUri',
  'inheritGlobalPermissionsInOrganizations',
  'allowOrganizationNameInAuthenticationApi',
  'sessionIdleMinutes',
  'sessionAbsoluteMinutes',
  'organizationsPerDay',
] as const

/**
 * Writes settings of the tenant of this transaction, and what was before into the event.
 * @throws DomainError invalid, at the setting as Auth0 calls it
 */
export async function writeTenantSettings(
  tx: Tx,
  tenantId: string,
  wanted: TenantSettingsChange,
): Promise<ChangeResult<TenantSettings>> {
  await lockTenant(tx, tenantId)
  const present = await readTenantSettings(tx, tenantId)
  const { before, after } = changesOf(fields, present, judgeTenantSettings(present, wanted))
  if (Object.keys(after).length === 0) return unchanged(present)
  await insistOnApi(tx, tenantId, after.defaultAudience)
  await tx.tenant.update({ where: { id: tenantId }, data: after })
  return {
    result: { ...present, ...after },
    events: [
      {
        type: 'tenant.settings_changed',
        target: { kind: 'tenant', id: tenantId },
        details: { before, after },
      },
    ],
  }
}

/** Applications that name no API would be turned away if there were none with this identifier. */
async function insistOnApi(tx: Tx, tenantId: string, identifier: string | null | undefined): Promise<void> {
  if (identifier == null) return
  const api = await tx.api.findFirst({ where: { tenantId, identifier }, select: { id: true } })
  if (!api)
    throw new DomainError('invalid', 'There is no API with this identifier.', { field: 'default_audience' })
}
