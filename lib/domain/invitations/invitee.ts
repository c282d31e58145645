import type { EmailAddress } from '@/lib/domain/text/email-address'
import type { AssignableRole } from '../roles/role-choices'

export interface Invitee {
  address: EmailAddress
  /** None at all is what only the API sends. */
  roleIds: readonly string[]
  appMetadata?: Record<string, unknown> | undefined
  userMetadata?: Record<string, unknown> | undefined
  /** The metadata replaces nothing that the user has, even where the tenant sends it. */
  onlyFills?: boolean
}

/** With the roles, which the actor may give. */
export interface ReadyInvitee extends Invitee {
  roles: AssignableRole[]
}
