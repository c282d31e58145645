import { authorize, may, type BySession, type OrganizationAccess } from '@/lib/access'
import { listEvents } from '@/lib/domain/audit/list-events'
import type { ListedEvent } from '@/lib/domain/audit/listed-event'
import { listMembers, type Member } from '@/lib/domain/members/list-members'
import { getHome, type Home } from '@/lib/domain/organizations/get-home'
import { readTogether } from '@/lib/domain/read-together'

export interface HomePage extends Home {
  /** The first members; null if the caller may not see members. */
  people: Member[] | null
  /** Null if the caller may not see the audit log. */
  events: ListedEvent[] | null
}

const peopleShown = 6
const eventsShown = 5

/** Read in one transaction. */
export function getHomePage(access: OrganizationAccess & BySession): Promise<HomePage> {
  const members = may(access, 'read:organization_members')
    ? authorize(access, 'read:organization_members')
    : null
  const logs = may(access, 'read:organization_logs') ? authorize(access, 'read:organization_logs') : null
  const window = { skip: 0, take: peopleShown, isCounted: false }
  const readAll = async () => ({
    ...(await getHome(access)),
    people: members && (await listMembers(members, window)).rows,
    events: logs && (await listEvents(logs, {})).events.slice(0, eventsShown),
  })
  const others = [members, logs].filter((other) => other !== null)
  return readTogether([access, ...others], readAll, { keepsPlans: true })
}
