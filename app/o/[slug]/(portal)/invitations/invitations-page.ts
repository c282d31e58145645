import type { OrganizationAccess } from '@/lib/access'
import {
  invitationSorts,
  listInvitations,
  type InvitationDetails,
  type InvitationSort,
} from '@/lib/domain/invitations/list-invitations'
import { invitationStates, type InvitationState } from '@/lib/domain/invitations/queries'
import { findJoinLink, type JoinLink } from '@/lib/domain/join-links/queries'
import { listJoinRequests, type JoinRequest } from '@/lib/domain/join-requests/queries'
import { type NumberedPage, readNumberedPage } from '@/lib/domain/numbered-page'
import { readTogether } from '@/lib/domain/read-together'
import { getAssignableRoles, type AssignableRole } from '@/lib/domain/roles/role-choices'
import type { OffsetWindow } from '@/lib/domain/window'

/** In descending order with `-` before it. */
export type InvitationsSort = InvitationSort | `-${InvitationSort}`

export interface InvitationsFilter {
  /** By default pending ones, and expired ones unless the person was invited again or is a member by now. */
  state?: InvitationState | 'all' | undefined
  /** A prefix of the address. */
  query?: string | undefined
  sort?: InvitationsSort | undefined
  /** From 1; beyond the last page, the last one is shown. */
  page?: number | undefined
}

export interface InvitationsPage extends NumberedPage<InvitationDetails> {
  roles: AssignableRole[]
  joinLink: JoinLink | null
  /** Pending requests to join. */
  requests: { requests: JoinRequest[]; more: boolean }
}

/** Read in one transaction. */
export function getInvitationsPage(
  access: OrganizationAccess<'read:organization_invitations'>,
  { state, query, sort, page = 1 }: InvitationsFilter = {},
): Promise<InvitationsPage> {
  const filter = { states: statesOf(state), isOpenOrResendable: state === undefined, prefix: query }
  const readRows = (window: OffsetWindow) =>
    listInvitations(access, { include: 'details', ...filter, ...orderOf(sort), ...window })
  const readAll = async () => ({
    ...(await readNumberedPage(readRows, page)),
    roles: await getAssignableRoles(access),
    joinLink: await findJoinLink(access),
    requests: await listJoinRequests(access),
  })
  return readTogether([access], readAll, { keepsPlans: query === undefined })
}

function orderOf(sort: InvitationsSort | undefined) {
  const column = invitationSorts.find((known) => sort === known || sort === `-${known}`)
  return { sort: column, descending: column && sort !== column }
}

function statesOf(state: InvitationsFilter['state']): readonly InvitationState[] {
  if (state === undefined) return ['pending', 'expired']
  return state === 'all' ? invitationStates : [state]
}
