/** A role that an invitation offers and that still exists, as foyer.invitation_offers has it. */
export interface PendingRoleIds {
  id: string
  name: string
  usableIn: string
  /** Assignable, or the organization’s own. */
  isGivable: boolean
  /** Its Management permissions of organization level. */
  permissions: string[]
}
