import type { OrganizationAccess } from '@/lib/access'
import {
  listInvitations,
  type InvitationDetails,
  type InvitationSort,
} from '@/lib/domain/invitations/list-invitations'
import { invitationStates, type InvitationState } from '@/lib/domain/invitations/queries'
import { findJoinLink, type JoinLink } from '@/lib/domain/join-links/get-join-link'
import { listJoinRequests, type JoinRequest } from '@/lib/domain/join-requests/list-join-requests'
import { type NumberedPage, readNumberedPage } from '@/lib/domain/numbered-page'
import { readTogether } from '@/lib/domain/read-together'
import { getAssignableRoles, type AssignableRole } from '@/lib/domain/roles/role-choices'
import type { OffsetWindow } from '@/lib/domain/window'

export interface InvitationsFilter {
  /** By default pending, and expired unless invited again or a member by now. `all`: every invitation. */
  state?: InvitationState | 'all' | undefined
  /** A prefix of the address. */
  query?: string | undefined
  sort?: InvitationSort | undefined
  descending?: boolean | undefined
  /** From 1; beyond the last page, the last one is shown. */
  page?: number | undefined
}

export interface InvitationsPage extends Omit<NumberedPage<InvitationDetails>, 'rows'> {
  invitations: InvitationDetails[]
  roles: AssignableRole[]
  joinLink: JoinLink | null
  /** To join, pending. */
  requests: { requests: JoinRequest[]; more: boolean }
}

/** Read in one transaction. */
export function getInvitationsPage(
  access: OrganizationAccess<'read:organization_invitations'>,
  { state, query, sort, descending, page = 1 }: InvitationsFilter = {},
): Promise<InvitationsPage> {
  const readAll = async () => {
    const filter = { states: statesOf(state), isOpenOrResendable: state === undefined, prefix: query }
    const read = (window: OffsetWindow) =>
      listInvitations(access, { include: 'details', ...filter, sort, descending, ...window })
    const { rows: invitations, ...place } = await readNumberedPage(read, page)
    return {
      invitations,
      ...place,
      roles: await getAssignableRoles(access),
      joinLink: await findJoinLink(access),
      requests: await listJoinRequests(access),
    }
  }
  return readTogether([access], readAll, { keepsPlans: query === undefined })
}

function statesOf(state: InvitationsFilter['state']): readonly InvitationState[] {
  if (state === undefined) return ['pending', 'expired']
  return state === 'all' ? invitationStates : [state]
}
