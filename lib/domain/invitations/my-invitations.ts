import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import { findTicket } from './tickets'

export interface MyInvitation {
  id: string
  organizationName: string
  logoId: string | null
  inviterName: string
  expiresAt: Date
}

interface Row extends MyInvitation {
  version: number
  ticketHash: string
}

/** At most 25 that the user can accept now, sent to their verified address. */
export function listMyInvitations(access: SelfAccess): Promise<MyInvitation[]> {
  return read(access, async (tx) => {
    const rows = await ownInvitations(tx, null)
    return rows.map(({ version: _, ticketHash: __, ...invitation }) => invitation)
  })
}

/** The shown ticket, which verifies no address. Null if the invitation was sent to another address. */
export function findMyTicket(access: SelfAccess, invitationId: string): Promise<string | null> {
  return read(access, async (tx) => {
    const [row] = await ownInvitations(tx, invitationId)
    if (!row) return null
    const { id, version, ticketHash } = row
    return findTicket({ id, version, tickets: [{ version, purpose: 'shown', ticketHash }] }, 'shown')
  })
}

function ownInvitations(tx: Tx, invitationId: string | null): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    SELECT id, version, ticket_hash AS "ticketHash", organization_name AS "organizationName", logo_id AS "logoId",
      inviter_name AS "inviterName", expires_at AS "expiresAt"
    FROM foyer.own_invitations(${invitationId})`
}
