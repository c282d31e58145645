import { z } from 'zod'
import type { OrganizationConnection } from '@/lib/domain/connections/organization-connection'
import { passwords } from './example'
import { notFoundOf } from './problem'
import { strategyWire } from './strategy'

export const connectionId = z.string().min(1).max(50).meta({ example: passwords.id })

export const connectionSettings = {
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
}

export const newEnabledConnection = z.strictObject({ connection_id: connectionId, ...connectionSettings })
export const enabledConnectionChange = z.strictObject(connectionSettings)

export const settingsAnswer = {
  connection_id: z.string().meta({ example: passwords.id }),
  assign_membership_on_login: z.boolean(),
  show_as_button: z.boolean().meta({ example: true }),
  is_signup_enabled: z.boolean(),
  connection: z.strictObject({
    name: z.string().meta({ example: passwords.name }),
    strategy: z.string().meta({ example: 'auth0' }),
  }),
}
export const enabledConnectionAnswer = z.strictObject(settingsAnswer)

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

export const noConnection = notFoundOf('The connection does not exist', 'inexistent_connection')
