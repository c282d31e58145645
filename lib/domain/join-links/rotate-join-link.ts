import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { insertJoinLink } from './insert-join-link'
import { type Access, assignableByLink } from './join-link-settings'
import { endJoinLink, lockJoinLink } from './lock-join-link'

/**
 * Ends the link and makes one with the same settings, time and number of uses. The caller’s permissions limit its roles.
 * @throws DomainError not_found, gone, not_yours_to_give
 */
export function rotateJoinLink(access: Access, id: string): Promise<void> {
  return change(access, async (tx) => {
    const link = await lockJoinLink(tx, access, id)
    const roleIds = link.roles.map((role) => role.id)
    if (roleIds.length === 0) throw new DomainError('conflict', 'Choose a role for the link first.')
    const roles = await assignableByLink(tx, access, roleIds)
    await endJoinLink(tx, access, { id, as: 'replaced' })
    const created = await insertJoinLink(tx, access, { ...link, roles })
    if (!created) throw new Error('The link was locked, so no other one was made.')
    return {
      result: undefined,
      events: [
        {
          type: 'join_link.rotated',
          target: { kind: 'join_link', id },
          details: { replacedBy: created.id, after: { expiresAt: created.expiresAt.toISOString() } },
        },
      ],
    }
  })
}
