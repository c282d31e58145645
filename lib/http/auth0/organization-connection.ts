import { z } from 'zod'
import { accessLevels } from '@/lib/domain/connections/access-levels'
import type { OrganizationConnection } from '@/lib/domain/connections/organization-connection'
import { passwords } from './example'
import { notFoundOf } from './problem'
import { strategyWire } from './strategy'

const connectionId = z.string().min(1).max(50).meta({ example: passwords.id })

/** Auth0’s older form; the newer one, below, also shows disabled connections. */
export const enabledConnectionChange = z.strictObject({
  assign_membership_on_login: z
    .boolean()
    .optional()
    .describe('Whether every user who signs in with it becomes a member.'),
  show_as_button: z
    .boolean()
    .optional()
    .describe('Whether the organization’s sign-in page shows it.')
    .meta({ example: true }),
  is_signup_enabled: z
    .boolean()
    .optional()
    .describe('Whether users can sign up with it: database connections only, and new users become members.'),
})
export const newEnabledConnection = z.strictObject({
  connection_id: connectionId,
  ...enabledConnectionChange.shape,
})

export const enabledConnectionAnswer = z.strictObject({
  connection_id: z.string().meta({ example: passwords.id }),
  assign_membership_on_login: z.boolean(),
  show_as_button: z.boolean().meta({ example: true }),
  is_signup_enabled: z.boolean(),
  connection: z.strictObject({
    name: z.string().meta({ example: passwords.name }),
    strategy: z.string().meta({ example: 'auth0' }),
  }),
})

export function enabledConnectionWire({ id, name, strategy, product, ...settings }: OrganizationConnection) {
  const { assignMembershipOnLogin, showAsButton, isSignupEnabled } = settings
  return {
    connection_id: id,
    assign_membership_on_login: assignMembershipOnLogin,
    show_as_button: showAsButton,
    is_signup_enabled: isSignupEnabled,
    connection: { name, strategy: strategyWire(strategy, product) },
  }
}

export function enabledConnectionInput(body: z.output<typeof enabledConnectionChange>) {
  return {
    assignMembershipOnLogin: body.assign_membership_on_login,
    showAsButton: body.show_as_button,
    isSignupEnabled: body.is_signup_enabled,
  }
}

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

export const newOrganizationConnection = newEnabledConnection.extend({
  organization_connection_name: name.optional(),
  organization_access_level: level.optional(),
  is_enabled: isEnabled.optional(),
})

/** null sets the initial value. */
export const organizationConnectionChange = enabledConnectionChange.extend({
  organization_connection_name: name.nullish(),
  organization_access_level: level.nullish(),
  is_enabled: isEnabled.nullish(),
})

export const organizationConnectionAnswer = enabledConnectionAnswer.extend({
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

export function organizationConnectionInput(body: z.output<typeof organizationConnectionChange>) {
  const { organization_connection_name: nameHere, organization_access_level: accessLevel } = body
  return {
    ...enabledConnectionInput(body),
    nameHere,
    accessLevel: accessLevel === null ? 'full' : accessLevel,
    isEnabled: body.is_enabled ?? undefined,
  } as const
}

export const noConnection = notFoundOf('The connection does not exist', 'inexistent_connection')
