import { changeLocked } from '@/lib/db/transaction'
import {
  directoryTarget,
  lockDirectory,
  type DirectoryManager,
  type TenantLevelAccess,
} from './directory-settings'

/** Deletes its tokens, groups and log. Members keep what they have. @throws DomainError not_found */
export function turnOffDirectory(
  access: DirectoryManager | TenantLevelAccess<'delete:scim_config'>,
  connectionId: string,
): Promise<void> {
  return changeLocked(access, async (tx) => {
    const { tenantId, organizationId } = access
    const { name } = await lockDirectory(tx, access, connectionId)
    await tx.directory.delete({
      where: { tenantId_organizationId_connectionId: { tenantId, organizationId, connectionId } },
    })
    const target = directoryTarget(connectionId, name)
    return { result: undefined, events: [{ type: 'directory.turned_off', target }] }
  })
}
