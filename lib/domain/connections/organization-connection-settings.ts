import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { canAutoJoin } from '../members/join-on-login'
import type { AccessLevel } from './read-connection'
import type { EnabledSettings, AvailableConnection } from './available-connections'

/** How a way to sign in works in an organization. */
export interface OrganizationConnectionSettings extends EnabledSettings {
  nameHere: string | null
  accessLevel: AccessLevel
}

/** What is left out is to stay. */
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

/** What is not said. */
const plain: OrganizationConnectionSettings = {
  assignMembershipOnLogin: false,
  showAsButton: true,
  isSignupEnabled: false,
  nameHere: null,
  accessLevel: 'full',
}

/** As it is in the organization, on or off; where it is not there, as it would be. */
export function settingsOf({
  enabled,
  paused,
  ...connection
}: AvailableConnection): OrganizationConnectionSettings {
  const { nameHere, accessLevel } = connection
  return { ...plain, ...(enabled ?? paused), nameHere, accessLevel }
}

/**
 * Whether it may come to work like this. Who lets everybody in who signs in gives the role that they come to hold.
 * @throws DomainError invalid at `is_signup_enabled`; not_yours_to_give at `assign_membership_on_login` and
 * `organization_access_level`
 */
export async function validateConnectionSettings(
  tx: Tx,
  access: OrganizationActor,
  { connection, wanted: input }: { connection: AvailableConnection; wanted: OrganizationConnectionSettings },
): Promise<void> {
  judgeSignup(connection.strategy, input)
  if (access.isTenantLevel) return
  if (input.accessLevel !== connection.accessLevel)
    throw notYours('organization_access_level', 'Only the tenant decides who can change it.')
  if (opens(connection.enabled, input) && !(await canAutoJoin(tx, access)))
    throw notYours(
      'assign_membership_on_login',
      'New members would get a role with more permissions than yours, so you cannot change this.',
    )
}

/** Whether more people could become members than before. */
function opens(before: EnabledSettings | null, after: EnabledSettings): boolean {
  return (
    (after.assignMembershipOnLogin && !before?.assignMembershipOnLogin) ||
    (after.isSignupEnabled && !before?.isSignupEnabled)
  )
}

function judgeSignup(strategy: string, { assignMembershipOnLogin, isSignupEnabled }: EnabledSettings): void {
  if (!isSignupEnabled) return
  if (strategy !== 'password') throw refused('Only a password connection can create accounts.')
  if (!assignMembershipOnLogin) throw refused('New accounts must become members: enable that too.')
}

function notYours(field: string, sentence: string): DomainError {
  return new DomainError('not_yours_to_give', sentence, { field })
}

function refused(sentence: string): DomainError {
  return new DomainError('invalid', sentence, { field: 'is_signup_enabled' })
}
