import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import { fold } from '@/lib/domain/text/fold'
import { DomainError } from '@/lib/errors'
import { reach, windowed, type Window, type Windowed } from '../window'
import type { InvitationState } from './list-invitations'
import { seenState, selectInvitations, type Invitation } from './select-invitations'

type Access = OrganizationAccess<'read:organization_invitations'>

export interface SentFilter {
  states: readonly InvitationState[]
  /** One address, however it is written. */
  email?: string | undefined
  /** By when they were made. */
  descending: boolean
}

/** The organization’s invitations whole, by when they were made. `after` is the id of the last one seen. */
export function listSentInvitations(
  access: Access,
  wanted: Window & SentFilter,
): Promise<Windowed<Invitation>> {
  const { after, skip, take } = reach(wanted)
  const chosen = filterOf(wanted)
  const way = wanted.descending ? sql`DESC` : sql`ASC`
  return read(access, async (tx) => {
    const beyond =
      after === '' ? sql`true` : await beyondOf(tx, access, { after, descending: wanted.descending })
    const found = await selectInvitations(
      tx,
      access,
      sql`${chosen} AND ${beyond} ORDER BY i.created_at ${way}, i.id ${way} LIMIT ${take} OFFSET ${skip}`,
    )
    const total = 'skip' in wanted ? await count(tx, access, chosen) : 0
    return { ...windowed(wanted, found, ({ id }) => id), total }
  })
}

function filterOf({ states, email }: SentFilter): Sql {
  const address = email === undefined ? sql`true` : sql`i.email_folded = ${fold(email)}`
  return sql`${seenState} = ANY (${[...states]}) AND ${address}`
}

/** @throws DomainError invalid at `from` */
async function beyondOf(
  tx: Tx,
  { tenantId, organizationId }: Access,
  { after, descending }: { after: string; descending: boolean },
): Promise<Sql> {
  const [place] = await tx.$queryRaw<{ made: string }[]>`
    SELECT created_at::text AS made FROM invitations
    WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId} AND id = ${after}`
  if (!place)
    throw new DomainError('invalid', 'This is no place in the list. Begin without `from`.', { field: 'from' })
  return descending
    ? sql`(i.created_at, i.id) < (${place.made}::timestamptz, ${after})`
    : sql`(i.created_at, i.id) > (${place.made}::timestamptz, ${after})`
}

async function count(tx: Tx, { tenantId, organizationId }: Access, chosen: Sql): Promise<number> {
  const [row] = await tx.$queryRaw<{ total: number }[]>(sql`
    SELECT count(*)::int AS total FROM invitations i
    WHERE i.tenant_id = ${tenantId} AND i.organization_id = ${organizationId} AND ${chosen}`)
  return row?.total ?? 0
}
