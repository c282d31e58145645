import { may, type OrganizationAccess, type OrganizationActor, personOf } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { explained, type ExplainedApi } from '../roles/explain-permissions'
import { type AssignableRole, listAssignableRoles } from '../roles/role-choices'
import { type MemberDetails, readMemberDetails } from './list-members'

export interface Inviter {
  name: string
  /** Null once the inviter is no longer a member here. */
  userId: string | null
}

/** Used in this organization. The times are those of this organization alone. */
export interface MemberSession {
  id: string
  startedAt: string
  lastActiveAt: string
  userAgent: string | null
}

export interface MemberPage {
  member: MemberDetails
  invitedBy: Inviter | null
  hasJoinedByLink: boolean
  /** Null if the caller may not end them. */
  sessions: MemberSession[] | null
  /** Null if the caller may not see the member’s roles. */
  permissions: ExplainedApi[] | null
  assignableRoles: AssignableRole[]
}

/** @throws DomainError not_found */
export function getMember(
  access: OrganizationAccess<'read:organization_members'>,
  userId: string,
): Promise<MemberPage> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const matching = sql`m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = ${userId}`
    const window = { take: 1, skip: 0, isCounted: false, also: provenanceIn(access, userId) }
    const [found] = (await readMemberDetails<Provenance>(tx, access, { ...window, matching })).rows
    if (!found) throw notFound()
    const { also, ...member } = found
    return {
      member,
      ...also,
      sessions: member.isWithinReach ? also.sessions : null,
      permissions: member.roles && (await explained(tx, { tenantId, userId, organizationId })),
      assignableRoles: (await listAssignableRoles(tx, access)).roles,
    }
  })
}

type Provenance = Pick<MemberPage, 'invitedBy' | 'hasJoinedByLink' | 'sessions'>

function provenanceIn(access: OrganizationActor, userId: string): Sql {
  const { tenantId, organizationId } = access
  const mayEndSessions = may(access, 'delete:organization_members') && userId !== personOf(access)
  return sql`(
    SELECT jsonb_build_object(
      'invitedBy', CASE WHEN i.id IS NOT NULL THEN
        jsonb_build_object('name', coalesce(u.name, i.inviter_name), 'userId', u.id) END,
      'hasJoinedByLink', m.join_link_id IS NOT NULL,
      'sessions', ${mayEndSessions ? sql`foyer.list_member_sessions(m.user_id)` : sql`NULL`})
    FROM members m
    LEFT JOIN invitations i
      ON i.tenant_id = m.tenant_id AND i.organization_id = m.organization_id AND i.id = m.invitation_id
    LEFT JOIN members sender
      ON sender.tenant_id = i.tenant_id AND sender.organization_id = i.organization_id AND sender.user_id = i.inviter_user_id
    LEFT JOIN users u ON u.tenant_id = sender.tenant_id AND u.id = sender.user_id
    WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId} AND m.user_id = page."userId")`
}
