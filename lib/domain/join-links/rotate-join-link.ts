import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { type Access, assignableByLink } from './join-link-settings'
import { lockJoinLink, replaceJoinLink } from './join-link-rows'

/**
 * Ends the link and creates one with the same settings, which lasts as long and can be used as often. The caller’s
 * permissions limit its roles.
 * @throws DomainError not_found, gone, not_yours_to_give
 */
export function rotateJoinLink(access: Access, id: string): Promise<void> {
  return change(access, async (tx) => {
    const link = await lockJoinLink(tx, access, id)
    const roleIds = link.roles.map((role) => role.id)
    if (roleIds.length === 0) throw new DomainError('conflict', 'Choose a role for the link first.')
    const roles = await assignableByLink(tx, access, roleIds)
    const { replacedBy, expiresAt } = await replaceJoinLink(tx, access, { ...link, id, roles })
    const details = { replacedBy, after: { expiresAt: expiresAt.toISOString() } }
    return {
      result: undefined,
      events: [{ type: 'join_link.rotated', target: { kind: 'join_link', id }, details }],
    }
  })
}
