import { may, type OrganizationActor } from '@/lib/access'

/** Who holds which role: names and roles are two permissions. */
export function canSeeRoleMembers(actor: OrganizationActor): boolean {
  return may(actor, 'read:organization_members') && may(actor, 'read:organization_member_roles')
}

/** How many hold a role. Whoever edits roles has to know how many it concerns. */
export function countsHolders(actor: OrganizationActor): boolean {
  return canSeeRoleMembers(actor) || editsRoles(actor)
}

/** How many open invitations offer a role. */
export function countsOffers(actor: OrganizationActor): boolean {
  return may(actor, 'read:organization_invitations') || editsRoles(actor)
}

function editsRoles(actor: OrganizationActor): boolean {
  return may(actor, 'update:organization_roles') || may(actor, 'delete:organization_roles')
}
