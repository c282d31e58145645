import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { fold } from '@/lib/domain/text/fold'
import { invitationStates, type InvitationState } from './queries'
import { listAssignableRoles, type AssignableRole } from '../roles/role-choices'

export const invitationSorts = ['sent', 'address', 'expires'] as const
export type InvitationSort = (typeof invitationSorts)[number]

export interface InvitationFilter {
  /**
   * If it is missing: the pending invitations, and the expired ones unless a later invitation went to the address or a
   * member has it now. `all`: every invitation.
   */
  state?: InvitationState | 'all' | undefined
  /** The beginning of the address. */
  query?: string | undefined
  sort?: InvitationSort | undefined
  descending?: boolean | undefined
  /** From 1. */
  page?: number | undefined
}

export interface ListedInvitation {
  id: string
  email: string
  /** The state to show: an overdue invitation is expired, even if nothing has closed it yet. */
  state: InvitationState
  /** Not closed, so that it can be revoked. */
  isOpen: boolean
  /** Open; or expired, the last one to its address, and the address is not a member’s. */
  isResendable: boolean
  /** Names: the current roles of an open invitation, otherwise the roles as sent. */
  roles: string[]
  /** The roles of an open one; `isGivable` where somebody could still give it. */
  offers: { id: string; name: string; isGivable: boolean }[]
  inviterName: string
  sentAt: Date
  expiresAt: Date
}

export interface InvitationPage {
  invitations: ListedInvitation[]
  total: number
  page: number
  pageSize: number
  /** The roles that the caller can give when they invite. */
  roles: AssignableRole[]
  now: Date
}

const pageSize = 25

/** One page of the organization’s invitations. */
export async function listInvitations(
  access: OrganizationAccess<'read:organization_invitations'>,
  filter: InvitationFilter = {},
): Promise<InvitationPage> {
  return read(access, async (tx) => {
    const [{ roles }, rows, [clock]] = [
      await listAssignableRoles(tx, access),
      await select(tx, access, filter),
      await tx.$queryRaw<{ now: Date }[]>`SELECT now() AS now`,
    ]
    return {
      invitations: rows.map(({ total: _, ...invitation }) => invitation),
      total: rows[0]?.total ?? 0,
      page: filter.page ?? 1,
      pageSize,
      roles,
      now: clock?.now ?? new Date(),
    }
  })
}

function select(
  tx: Tx,
  { tenantId, organizationId }: { tenantId: string; organizationId: string },
  { state, query = '', sort = 'sent', descending = sort === 'sent', page = 1 }: InvitationFilter,
): Promise<(ListedInvitation & { total: number })[]> {
  const isAsked = state !== undefined
  const states = state === 'all' ? [...invitationStates] : state ? [state] : ['pending', 'expired']
  const [prefix, offset] = [fold(query), (page - 1) * pageSize]
  const order = `${sort}${descending ? ' down' : ' up'}`
  return tx.$queryRaw<(ListedInvitation & { total: number })[]>`
    WITH seen AS (
      SELECT i.*, CASE WHEN i.state = 'pending' AND i.expires_at <= now() THEN 'expired' ELSE i.state END AS shown,
        i.state = 'pending' OR i.state = 'expired'
          AND row_number() OVER (PARTITION BY i.email_folded ORDER BY i.created_at DESC, i.id DESC) = 1
          AND NOT EXISTS (
            SELECT FROM members m JOIN users u ON u.tenant_id = ${tenantId} AND u.id = m.user_id
            WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId}
              AND u.email_folded = i.email_folded) AS resendable
      FROM invitations i WHERE i.tenant_id = ${tenantId} AND i.organization_id = ${organizationId})
    SELECT s.id, s.email, s.shown AS state, s.state = 'pending' AS "isOpen",
      s.resendable AS "isResendable", s.inviter_name AS "inviterName",
      s.sent_at AS "sentAt", s.expires_at AS "expiresAt", count(*) OVER ()::int AS total,
      CASE WHEN s.state = 'pending' THEN offered.names ELSE s.offered_roles END AS roles,
      CASE WHEN s.state = 'pending' THEN offered.roles ELSE '[]' END AS offers
    FROM seen s CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(r.name ORDER BY r.is_owner DESC, r.created_at, r.name), '{}') AS names,
        coalesce(jsonb_agg(jsonb_build_object(
          'id', r.id, 'name', r.name, 'isGivable', r.assignable OR r.usable_in = ${organizationId}
        ) ORDER BY r.is_owner DESC, r.created_at, r.name), '[]') AS roles
      FROM invitation_roles ir JOIN roles r ON r.tenant_id = ${tenantId} AND r.id = ir.role_id
      WHERE ir.tenant_id = ${tenantId} AND ir.organization_id = ${organizationId} AND ir.invitation_id = s.id
    ) offered
    WHERE s.shown = ANY (${states}) AND (${isAsked}::boolean OR s.resendable) AND starts_with(s.email_folded, ${prefix})
    ORDER BY
      CASE ${order} WHEN 'address up' THEN s.email_folded END ASC,
      CASE ${order} WHEN 'address down' THEN s.email_folded END DESC,
      CASE ${order} WHEN 'sent up' THEN s.sent_at WHEN 'expires up' THEN s.expires_at END ASC,
      CASE ${order} WHEN 'sent down' THEN s.sent_at WHEN 'expires down' THEN s.expires_at END DESC,
      s.sent_at DESC, s.email_folded
    LIMIT ${pageSize}::int OFFSET ${offset}::int`
}
