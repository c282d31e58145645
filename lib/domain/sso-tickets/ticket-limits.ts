import { callerKey, type Limit, reserve } from '@/lib/db/limits'
import { sha256Hex } from '../crypto/digest'

/** Also of unknown tickets. */
const perAddress: Limit = { name: 'sso_ticket_ip', points: 100, seconds: 15 * 60 }
const perTicket: Limit = { name: 'sso_ticket', points: 100, seconds: 15 * 60 }

/** @throws DomainError too_many */
export async function reserveTicketUse(tenantId: string, ticket: string): Promise<void> {
  await reserve(perAddress, callerKey(tenantId))
  await reserve(perTicket, `${tenantId} ${sha256Hex(ticket)}`)
}
