import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError, invalid } from '@/lib/errors'
import { listAssignableRoles } from '../roles/role-choices'
import type { AvailableConnection, EnabledSettings } from './available-connections'
import type { AccessLevel } from './access-levels'

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

/** What it has or, if it is added, begins with: also a detached one, which tenant level adds again. */
export function settingsOf(connection: AvailableConnection): OrganizationConnectionSettings {
  const { enabled, disabled, nameHere, accessLevel, isDetached } = connection
  const level = isDetached ? 'full' : accessLevel
  return { ...defaults, ...(enabled ?? disabled), nameHere, accessLevel: level }
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
    connection: { id: connectionId, enabled, disabled, isDetached },
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
  if (isDetached)
    await tx.connection.updateMany({ where: { tenantId, id: connectionId }, data: { detachedAt: null } })
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

interface JoinRole {
  id: string
  name: string
}

/** With which role people become members by signing in with a connection. */
export interface ConnectionJoining {
  /** Whether a role was chosen for this connection. Otherwise people get `defaultRole`, the tenant’s for new members. */
  isChosen: boolean
  /** The chosen one; null once it was deleted. */
  role: JoinRole | null
  /** False if the user who chose the role could not grant it now: no one joins. */
  isRoleGiven: boolean
  defaultRole: JoinRole | null
  /** Those that the actor may choose. */
  roles: JoinRole[]
  /** Whether the actor may grant the role with which people join. */
  canAutoJoin: boolean
}

export async function findConnectionJoining(
  tx: Tx,
  actor: OrganizationActor,
  connectionId: string,
): Promise<ConnectionJoining> {
  const { tenantId, organizationId } = actor
  const [found] = await tx.$queryRaw<[Omit<ConnectionJoining, 'roles' | 'canAutoJoin'>]>`
    SELECT s.connection_id IS NOT NULL AS "isChosen",
      CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'name', r.name) END AS role,
      EXISTS (SELECT FROM foyer.connection_join_role(${organizationId}, ${connectionId})) AS "isRoleGiven", (
        SELECT jsonb_build_object('id', j.id, 'name', j.name)
        FROM roles j WHERE j.tenant_id = ${tenantId} AND j.joins) AS "defaultRole"
    FROM (SELECT) one
    LEFT JOIN connection_join_settings s ON s.tenant_id = ${tenantId} AND s.organization_id = ${organizationId}
      AND s.connection_id = ${connectionId}
    LEFT JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = s.role_id`
  const { roles } = await listAssignableRoles(tx, actor)
  const given = found.role ?? found.defaultRole
  return {
    ...found,
    roles: roles.filter(({ isOwner }) => !isOwner).map(({ id, name }) => ({ id, name })),
    canAutoJoin: given === null || roles.some(({ id }) => id === given.id),
  }
}
