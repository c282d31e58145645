import type { OrganizationAccess } from '@/lib/access'
import { mostCounted } from '@/lib/domain/bounded-count'
import {
  listInvitations,
  type InvitationDetails,
  type InvitationSort,
} from '@/lib/domain/invitations/list-invitations'
import { invitationStates, type InvitationState } from '@/lib/domain/invitations/queries'
import { findJoinLink, type JoinLink } from '@/lib/domain/join-links/get-join-link'
import { listJoinRequests, type JoinRequest } from '@/lib/domain/join-requests/list-join-requests'
import { readTogether } from '@/lib/domain/read-together'
import { getAssignableRoles, type AssignableRole } from '@/lib/domain/roles/role-choices'

export interface InvitationsFilter {
  /** By default pending, and expired unless invited again or a member by now. `all`: every invitation. */
  state?: InvitationState | 'all' | undefined
  /** A prefix of the address. */
  query?: string | undefined
  sort?: InvitationSort | undefined
  descending?: boolean | undefined
  /** From 1. */
  page?: number | undefined
}

export interface InvitationsPage {
  invitations: InvitationDetails[]
  /** Of more than `mostCounted`, one more. */
  total: number
  page: number
  pageSize: number
  roles: AssignableRole[]
  joinLink: JoinLink | null
  /** To join, pending. */
  requests: { requests: JoinRequest[]; more: boolean }
}

const pageSize = 25

/** Read in one transaction. */
export function getInvitationsPage(
  access: OrganizationAccess<'read:organization_invitations'>,
  { state, query, sort, descending, page = 1 }: InvitationsFilter = {},
): Promise<InvitationsPage> {
  return readTogether([access], async () => {
    const { rows, total } = await listInvitations(access, {
      include: 'details',
      states: statesOf(state),
      isOpenOrResendable: state === undefined,
      prefix: query,
      sort,
      descending,
      take: pageSize,
      skip: (page - 1) * pageSize,
      countAtMost: mostCounted,
    })
    return {
      invitations: rows,
      total,
      page,
      pageSize,
      roles: await getAssignableRoles(access),
      joinLink: await findJoinLink(access),
      requests: await listJoinRequests(access),
    }
  })
}

function statesOf(state: InvitationsFilter['state']): readonly InvitationState[] {
  if (state === undefined) return ['pending', 'expired']
  return state === 'all' ? invitationStates : [state]
}
