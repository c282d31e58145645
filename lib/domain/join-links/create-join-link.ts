import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { insertJoinLink, settingsDetails } from './join-link-rows'
import { type Access, assignableByLink, type JoinLinkSettings } from './join-link-settings'

/** An organization has one at a time. @throws DomainError invalid, not_yours_to_give, conflict */
export function createJoinLink(
  access: Access,
  { roleIds, ...settings }: JoinLinkSettings & { ttlSeconds: number },
): Promise<void> {
  return change(access, async (tx) => {
    const roles = await assignableByLink(tx, access, roleIds)
    const created = await insertJoinLink(tx, access, { ...settings, roles })
    if (!created)
      throw new DomainError(
        'conflict',
        'This organization has a join link already. Reload the page to see it.',
      )
    const details = { after: settingsDetails({ ...settings, roles, expiresAt: created.expiresAt }) }
    return {
      result: undefined,
      events: [{ type: 'join_link.created', target: { kind: 'join_link', id: created.id }, details }],
    }
  })
}
