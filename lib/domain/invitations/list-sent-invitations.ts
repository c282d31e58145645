import type { OrganizationAccess } from '@/lib/access'
import { sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { fold } from '@/lib/domain/text/fold'
import { noPlace } from '../order'
import { readPage, type Requirement } from '../read-page'
import { reach, type Window, type Windowed } from '../window'
import {
  asInvitation,
  type Invitation,
  type InvitationState,
  type InvitationRow,
  invitationsFor,
  ofOrganization,
  currentState,
} from './queries'

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
  input: Window & SentFilter,
): Promise<Windowed<Invitation>> {
  const { columns, tables } = invitationsFor(access)
  const chosen = sql`${ofOrganization(access)} AND ${matching(input)}`
  const way = input.descending ? sql`DESC` : sql`ASC`
  return read(access, async (tx) => {
    const page = await readPage<InvitationRow>(tx, input, {
      columns,
      from: sql`${tables} WHERE ${chosen}`,
      counted: sql`invitations i WHERE ${chosen}`,
      ...placeIn(access, input),
      order: sql`i.created_at ${way}, i.id ${way}`,
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(asInvitation) }
  })
}

function matching({ states, email }: SentFilter): Sql {
  const address = email === undefined ? sql`true` : sql`i.email_folded = ${fold(email)}`
  return sql`${currentState} = ANY (${[...states]}) AND ${address}`
}

/** The invitation that the window begins after has to be there. */
function placeIn(
  { tenantId, organizationId }: Access,
  input: Window & SentFilter,
): { behind: Sql; requires: Requirement[] } {
  const { after } = reach(input)
  if (after === '') return { behind: sql`true`, requires: [] }
  const organization = sql`invitations place
    WHERE place.tenant_id = ${tenantId} AND place.organization_id = ${organizationId} AND place.id = ${after}`
  const made = sql`(SELECT place.created_at, place.id FROM ${organization})`
  return {
    behind: input.descending ? sql`(i.created_at, i.id) < ${made}` : sql`(i.created_at, i.id) > ${made}`,
    requires: [{ exists: sql`EXISTS (SELECT FROM ${organization})`, absent: noPlace }],
  }
}
