import type { OrganizationAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/doors'
import { DomainError, notFound } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { mayLetJoin } from '../members/may-let-join'
import { lockOrganization } from '../organizations/lock-organization'
import { keepAWayIn } from './keep-a-way-in'
import { offeredConnections, type EnabledSettings } from './offered'

/**
 * Changes how a way to sign in works here. Who lets everybody in who signs in gives the role that they come to hold.
 * @throws DomainError not_found; invalid at `is_signup_enabled`; not_yours_to_give at `assign_membership`; conflict
 * for the last one on the sign-in page
 */
export function changeEnabledConnection(
  access: OrganizationAccess<'update:organization_connections'>,
  { id, ...wanted }: EnabledSettings & { id: string },
): Promise<{ displayName: string }> {
  const { tenantId, organizationId } = access
  return change(access, async (tx) => {
    await lockOrganization(tx, tenantId, organizationId)
    const on = (await offeredConnections(tx, access)).filter(({ enabled }) => enabled)
    const connection = on.find((one) => one.id === id)
    if (!connection?.enabled) throw notFound()
    const { displayName, strategy, enabled } = connection
    judge(strategy, wanted)
    keepAWayIn(on.map((one) => (one === connection ? { enabled: wanted } : one)))
    const { before, after } = changesOf(fields, enabled, wanted)
    if (Object.keys(after).length === 0) return unchanged({ displayName })
    const isOpened = after.assignMembershipOnLogin === true || after.isSignupEnabled === true
    if (isOpened && !(await mayLetJoin(tx, access))) throw notYours()
    await tx.enabledConnection.update({
      where: { tenantId_organizationId_connectionId: { tenantId, organizationId, connectionId: id } },
      data: after,
    })
    const target = { kind: 'connection', id, name: displayName }
    const details = { before: { ...before }, after: { ...after } }
    return { result: { displayName }, events: [{ type: 'connection.settings_changed', target, details }] }
  })
}

const fields = ['assignMembershipOnLogin', 'showAsButton', 'isSignupEnabled'] as const

function judge(strategy: string, { assignMembershipOnLogin, isSignupEnabled }: EnabledSettings): void {
  if (!isSignupEnabled) return
  if (strategy !== 'password') throw refused('Only a sign-in by password can make new accounts.')
  if (!assignMembershipOnLogin)
    throw refused('Whoever makes an account here has to become a member: tick that, too.')
}

function notYours(): DomainError {
  return new DomainError(
    'not_yours_to_give',
    'They would hold a role that may do more here than your own, so it is not yours to give.',
    { field: 'assign_membership' },
  )
}

function refused(sentence: string): DomainError {
  return new DomainError('invalid', sentence, { field: 'is_signup_enabled' })
}
