import type { OrganizationActor } from '@/lib/access'
import { DomainError } from '@/lib/errors'
import type { Invitee } from './invitee'

/**
 * What applications keep about a user is the tenant’s: an organization has no say in it.
 * @throws DomainError invalid
 */
export function assertCanBeInvited({ isTenantLevel }: OrganizationActor, invitees: readonly Invitee[]): void {
  if (isTenantLevel || invitees.every(({ appMetadata }) => appMetadata === undefined)) return
  throw new DomainError('invalid', 'Only tenant-level callers can set app_metadata.', {
    field: 'app_metadata',
  })
}
