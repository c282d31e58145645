import type { Tx } from '@/lib/db/prisma'

export interface TenantSettings {
  inheritGlobalPermissionsInOrganizations: boolean
  /** Whether sign-in takes an organization’s name as a parameter, and tokens carry it. */
  allowOrganizationNameInAuthenticationApi: boolean
  /** A session ends after so many minutes without a request. */
  sessionIdleMinutes: number
  /** A session ends after so many minutes, whatever happens. */
  sessionAbsoluteMinutes: number
}

export function readTenantSettings(tx: Tx, tenantId: string): Promise<TenantSettings> {
  return tx.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: {
      inheritGlobalPermissionsInOrganizations: true,
      allowOrganizationNameInAuthenticationApi: true,
      sessionIdleMinutes: true,
      sessionAbsoluteMinutes: true,
    },
  })
}
