import { unchanged, type Changed } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { lockTenant } from './lock-tenant'
import { readTenantSettings, type TenantSettings } from './read-tenant-settings'

/** What is left out stays as it is. */
export type TenantSettingsChange = { [K in keyof TenantSettings]?: TenantSettings[K] | undefined }

const fields = [
  'inheritGlobalPermissionsInOrganizations',
  'allowOrganizationNameInAuthenticationApi',
  'sessionIdleMinutes',
  'sessionAbsoluteMinutes',
] as const
const aYear = 525_600

/**
 * Writes settings of the tenant of this transaction, and what was before into the event.
 * @throws DomainError invalid at `sessionIdleMinutes` or `sessionAbsoluteMinutes`
 */
export async function writeTenantSettings(
  tx: Tx,
  tenantId: string,
  wanted: TenantSettingsChange,
): Promise<Changed<TenantSettings>> {
  await lockTenant(tx, tenantId)
  const present = await readTenantSettings(tx, tenantId)
  const { before, after } = changesOf(fields, present, wanted)
  if (Object.keys(after).length === 0) return unchanged(present)
  const result = { ...present, ...after }
  judge(result)
  await tx.tenant.update({ where: { id: tenantId }, data: after })
  return {
    result,
    events: [
      {
        type: 'tenant.settings_changed',
        target: { kind: 'tenant', id: tenantId },
        details: { before, after },
      },
    ],
  }
}

function judge({ sessionIdleMinutes: idle, sessionAbsoluteMinutes: absolute }: TenantSettings): void {
  insistOnMinutes(idle, 'sessionIdleMinutes')
  insistOnMinutes(absolute, 'sessionAbsoluteMinutes')
  if (idle <= absolute) return
  throw new DomainError('invalid', 'A session cannot stay idle for longer than it lives.', {
    field: 'sessionIdleMinutes',
  })
}

function insistOnMinutes(minutes: number, field: string): void {
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= aYear) return
  throw new DomainError('invalid', `Minutes are a whole number from 1 to ${aYear}.`, { field })
}
