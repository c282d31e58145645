import type { OrganizationAccess } from '@/lib/access'
import type { ProfileSettings } from '@/lib/domain/connection-profiles/profile-settings'
import { connectionName } from '@/lib/domain/connections/connection-fields'
import { getOwnProvider } from '@/lib/domain/connections/list-own-providers'
import { forbidden, validatedProperty } from './problem'
import { type Strategy, strategyNames, strategyOf } from './strategies'

/** The application’s; null if it names none. */
export type Profile = ProfileSettings | null

const flagNames = ['show_as_button', 'assign_membership_on_login'] as const
type FlagName = (typeof flagNames)[number]

/** Null where the organization chooses. */
function decisionOf(profile: Profile, flag: FlagName): boolean | null {
  const choice = profile?.organization?.[flag] ?? 'optional'
  return choice === 'optional' ? null : choice === 'required'
}

export function canSet(profile: Profile, flag: FlagName): boolean {
  return decisionOf(profile, flag) === null
}

/** Of a provider that is enabled, or prepared, for the first time. */
export function initialFlags(profile: Profile): { showAsButton: boolean; assignMembershipOnLogin: boolean } {
  return {
    showAsButton: decisionOf(profile, 'show_as_button') ?? true,
    assignMembershipOnLogin: decisionOf(profile, 'assign_membership_on_login') ?? false,
  }
}

/** @throws MyOrganizationProblem 403 for what the profile decides otherwise */
export function assertFlags(profile: Profile, given: { [F in FlagName]?: boolean | undefined }): void {
  for (const flag of flagNames) {
    const decided = decisionOf(profile, flag)
    if (decided !== null && given[flag] !== undefined && given[flag] !== decided)
      throw forbidden(`The application does not let organizations set ${flag}.`)
  }
}

export function hasProvisioning(profile: Profile, strategy: Strategy): boolean {
  const ofAll = profile?.enabled_features
  const features = profile?.strategy_overrides?.[strategy]?.enabled_features ?? ofAll
  return features?.includes('scim') ?? true
}

type Reader = OrganizationAccess<'update:organization_connections'>

/** @throws MyOrganizationProblem 403; DomainError not_found */
export async function assertProvisioning(access: Reader, profile: Profile, id: string): Promise<void> {
  if (strategyNames.every((strategy) => hasProvisioning(profile, strategy))) return
  const strategy = strategyOf(await getOwnProvider(access, id))
  if (!hasProvisioning(profile, strategy))
    throw forbidden(
      `The application does not offer provisioning for identity providers of the kind ${strategy}.`,
    )
}

/** Undefined: Foyer names it. @throws MyOrganizationProblem 400 */
export function chosenName(profile: Profile, organizationId: string, given: string): string | undefined {
  const template = profile?.connection_name_prefix_template
  if (template === undefined) return undefined
  const prefix = template.replace('{org_id}', organizationId.replace('_', '-'))
  return validatedProperty('name', connectionName, `${prefix}${given}`)
}
