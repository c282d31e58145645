import { z } from 'zod'
import { accessLevels } from '@/lib/domain/connections/access-levels'
import type { OrganizationConnection } from '@/lib/domain/connections/organization-connection'
import {
  connectionId,
  connectionSettings,
  enabledConnectionWire,
  settingsAnswer,
  settingsOf,
} from './enabled-connection'

const name = z.string().min(1).max(50).describe('The organization’s name for it.')
const level = z
  .enum(accessLevels)
  .describe(
    'What the organization’s members may do with it in the portal and with their tokens: nothing, view it, change it, or also disable it.',
  )
  .meta({ example: 'full' })
const isEnabled = z
  .boolean()
  .describe('Whether it is enabled. Its settings are kept while it is disabled.')
  .meta({ example: true })

export const newOrganizationConnection = z.strictObject({
  connection_id: connectionId,
  ...connectionSettings,
  organization_connection_name: name.optional(),
  organization_access_level: level.optional(),
  is_enabled: isEnabled.optional(),
})

/** null asks for the initial value. */
export const organizationConnectionChange = z.strictObject({
  ...connectionSettings,
  organization_connection_name: name.nullish(),
  organization_access_level: level.nullish(),
  is_enabled: isEnabled.nullish(),
})

export const organizationConnectionAnswer = z.strictObject({
  ...settingsAnswer,
  organization_connection_name: name.optional(),
  organization_access_level: level,
  is_enabled: z.boolean().meta({ example: true }),
})

export function organizationConnectionWire(connection: OrganizationConnection) {
  const { nameHere, accessLevel, isEnabled } = connection
  return {
    ...enabledConnectionWire(connection),
    ...(nameHere === null ? {} : { organization_connection_name: nameHere }),
    organization_access_level: accessLevel,
    is_enabled: isEnabled,
  }
}

export function connectionSettingsOf(body: z.output<typeof organizationConnectionChange>) {
  const { organization_connection_name: nameHere, organization_access_level: accessLevel } = body
  return {
    ...settingsOf(body),
    nameHere,
    accessLevel: accessLevel === null ? 'full' : accessLevel,
    isEnabled: body.is_enabled ?? undefined,
  } as const
}
