import type { Tx } from '@/lib/db/prisma'

export interface TenantSettings {
  /** What the pages call the tenant. */
  name: string
  supportEmail: string | null
  supportUrl: string | null
  pictureUrl: string | null
  /** The API meant where an application names none. */
  defaultAudience: string | null
  /** Where invitations lead whose application says nothing. */
  defaultRedirectionUri: string | null
  inheritGlobalPermissionsInOrganizations: boolean
  /** Whether sign-in takes an organization’s name as a parameter, and tokens carry it. */
  allowOrganizationNameInAuthenticationApi: boolean
  /** A session ends after so many minutes without a request. */
  sessionIdleMinutes: number
  /** A session ends after so many minutes, whatever happens. */
  sessionAbsoluteMinutes: number
  /** How many organizations a person may create for themselves in 24 hours; null for any number. */
  organizationsPerDay: number | null
}

/** What is left out stays as it is. */
export type TenantSettingsChange = { [K in keyof TenantSettings]?: TenantSettings[K] | undefined }

export function readTenantSettings(tx: Tx, tenantId: string): Promise<TenantSettings> {
  return tx.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: {
      name: true,
      supportEmail: true,
      supportUrl: true,
      pictureUrl: true,
      defaultAudience: true,
      defaultRedirectionUri: true,
      inheritGlobalPermissionsInOrganizations: true,
      allowOrganizationNameInAuthenticationApi: true,
      sessionIdleMinutes: true,
      sessionAbsoluteMinutes: true,
      organizationsPerDay: true,
    },
  })
}
