import type { OrganizationActor } from '@/lib/access'
import { callerOf } from '@/lib/db/request-context'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { notFound } from '@/lib/errors'
import {
  asInvitation,
  invitationColumns,
  invitationTables,
  ofOrganization,
  type Invitation,
  type InvitationRow,
} from './select-invitations'

/**
 * What onlyInvitation() reads, as one statement that also reads what the caller may do, for what changes nothing.
 * Rows are made invitations by asInvitation().
 */
export function invitationsFor(access: OrganizationActor): { columns: Sql; tables: Sql } {
  const { tables, purpose } = viewer(access)
  return {
    columns: sql`${invitationColumns(purpose)}, ${purpose} AS purpose`,
    tables: sql`${invitationTables} ${tables}`,
  }
}

/** @throws DomainError not_found */
export async function readInvitation(tx: Tx, access: OrganizationActor, id: string): Promise<Invitation> {
  const { columns, tables } = invitationsFor(access)
  const [row] = await tx.$queryRaw<InvitationRow[]>(sql`
    SELECT ${columns} FROM ${tables} WHERE ${ofOrganization(access)} AND i.id = ${id}`)
  if (!row) throw notFound()
  return asInvitation(row)
}

/** Reading alone makes nobody the owner of another’s address. */
function viewer({ isTenantLevel, organizationId, caller: by }: OrganizationActor): {
  tables: Sql
  purpose: Sql
} {
  if (!isTenantLevel) return { tables: sql``, purpose: sql`'shown'` }
  const { user, caller } = callerOf(by)
  return {
    tables: sql`CROSS JOIN foyer.authorize_caller(
      NULL, ${organizationId}, ${user}, ${JSON.stringify(caller)}::jsonb) viewer`,
    purpose: sql`CASE WHEN 'create:organization_invitations' = ANY (viewer.permissions) THEN 'mailed' ELSE 'shown' END`,
  }
}
