import type { OrganizationAccess } from '@/lib/access'
import {
  listInvitations,
  type InvitationDetails,
  type InvitationSort,
} from '@/lib/domain/invitations/list-invitations'
import { invitationStates, type InvitationState } from '@/lib/domain/invitations/queries'
import { readTogether } from '@/lib/domain/read-together'
import { getAssignableRoles, type AssignableRole } from '@/lib/domain/roles/role-choices'

/** As the URL has it. */
export interface InvitationsFilter {
  /**
   * By default the pending invitations, and the expired ones unless a later invitation went to the address or a member
   * has it now. `all`: every invitation.
   */
  state?: InvitationState | 'all' | undefined
  /** The beginning of the address. */
  query?: string | undefined
  sort?: InvitationSort | undefined
  descending?: boolean | undefined
  /** From 1. */
  page?: number | undefined
}

export interface InvitationsPage {
  invitations: InvitationDetails[]
  total: number
  page: number
  pageSize: number
  /** The roles that the caller may give. */
  roles: AssignableRole[]
}

const pageSize = 25

/** What the page of invitations shows, read in one transaction. */
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
    })
    return { invitations: rows, total, page, pageSize, roles: await getAssignableRoles(access) }
  })
}

function statesOf(state: InvitationsFilter['state']): readonly InvitationState[] {
  if (state === undefined) return ['pending', 'expired']
  return state === 'all' ? invitationStates : [state]
}
