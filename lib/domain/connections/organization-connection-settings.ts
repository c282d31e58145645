import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, invalid } from '@/lib/errors'
import type { AvailableConnection, EnabledSettings } from './available-connections'
import { findConnectionJoining } from './connection-joining'
import type { AccessLevel } from './read-connection'

export interface OrganizationConnectionSettings extends EnabledSettings {
  nameHere: string | null
  accessLevel: AccessLevel
}

export type PartialSettings = {
  [Field in keyof OrganizationConnectionSettings]?: OrganizationConnectionSettings[Field] | undefined
}

export const settingsFields = [
  'assignMembershipOnLogin',
  'showAsButton',
  'isSignupEnabled',
  'nameHere',
  'accessLevel',
] as const

const defaults: EnabledSettings = {
  assignMembershipOnLogin: false,
  showAsButton: true,
  isSignupEnabled: false,
}

export function settingsOf(connection: AvailableConnection): OrganizationConnectionSettings {
  const { enabled, disabled, nameHere, accessLevel } = connection
  return { ...defaults, ...(enabled ?? disabled), nameHere, accessLevel }
}

/**
 * New members get a default role, so to enable auto-join the caller must be allowed to grant that role.
 * @throws DomainError invalid at `is_signup_enabled`; not_yours_to_give at the field
 */
export async function assertSettings(
  tx: Tx,
  access: OrganizationActor,
  { connection, settings }: { connection: AvailableConnection; settings: OrganizationConnectionSettings },
): Promise<void> {
  assertSignup(connection.strategy, settings)
  if (access.isTenantLevel) return
  if (settings.accessLevel !== connection.accessLevel)
    throw notYours('organization_access_level', 'Only the tenant decides who can change it.')
  if (!opens(connection.enabled, settings)) return
  const { canAutoJoin } = await findConnectionJoining(tx, access, connection.id)
  if (!canAutoJoin)
    throw notYours(
      'assign_membership_on_login',
      'New members would get a role with more permissions than yours, so you cannot change this.',
    )
}

export async function writeSettings(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  {
    connection: { id: connectionId, enabled, disabled },
    settings,
    isEnabled,
  }: { connection: AvailableConnection; settings: OrganizationConnectionSettings; isEnabled: boolean },
): Promise<void> {
  const data = { ...settings, isEnabled }
  const isSwitched = isEnabled ? disabled !== null : enabled !== null
  await tx.enabledConnection.upsert({
    where: { tenantId_organizationId_connectionId: { tenantId, organizationId, connectionId } },
    // With all of the key, it is one statement.
    create: { tenantId, organizationId, connectionId, ...data },
    // Connections are listed in the order in which they were enabled.
    update: { ...data, ...(isSwitched && { createdAt: new Date() }) },
  })
}

function opens(before: EnabledSettings | null, after: EnabledSettings): boolean {
  return (
    (after.assignMembershipOnLogin && !before?.assignMembershipOnLogin) ||
    (after.isSignupEnabled && !before?.isSignupEnabled)
  )
}

function assertSignup(strategy: string, { assignMembershipOnLogin, isSignupEnabled }: EnabledSettings): void {
  if (!isSignupEnabled) return
  if (strategy !== 'password') throw invalidSignup('Only a password connection can create accounts.')
  if (!assignMembershipOnLogin) throw invalidSignup('New accounts must become members: enable that too.')
}

function notYours(field: string, sentence: string): DomainError {
  return new DomainError('not_yours_to_give', sentence, { field })
}

function invalidSignup(sentence: string): DomainError {
  return invalid('is_signup_enabled', sentence)
}
