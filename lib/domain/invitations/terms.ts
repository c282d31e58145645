import { DomainError } from '@/lib/errors'
import type { InvitationChecks } from './check-invitations'

/** What holds for all invitations that are sent together. */
export interface Terms {
  /** Who invites, as a machine or somebody at tenant level says; a member goes by her own name. */
  inviterName?: string | undefined
  /** The application that it is for, which opens the link. */
  clientId?: string | undefined
  /** The only way of signing in that may answer. */
  connectionId?: string | undefined
  ttlSeconds?: number | undefined
  /** False where whoever sends it hands over the link herself. */
  isMailed?: boolean | undefined
}

const week = 604_800

/** @throws DomainError invalid, in Auth0’s words */
export function settledTerms(
  checks: Pick<InvitationChecks, 'client' | 'connection'>,
  { clientId, connectionId, ...terms }: Terms,
) {
  if (clientId !== undefined) assertClient(checks.client)
  if (connectionId !== undefined) assertConnection(checks.connection, connectionId)
  return {
    inviterName: terms.inviterName,
    clientId: clientId ?? null,
    connectionId: connectionId ?? null,
    ttlSeconds: terms.ttlSeconds ? terms.ttlSeconds : week,
    isMailed: terms.isMailed ?? true,
  }
}

export type SettledTerms = ReturnType<typeof settledTerms>

function assertClient(client: InvitationChecks['client']): void {
  if (!client) throw refused('client_id', 'The specified client_id does not exist.')
  if (client.organizationUsage === 'deny')
    throw refused('client_id', 'The specified client_id does not allow organizations.')
}

/** What proves an address by itself needs no invitation to name it, and a passkey is nobody’s before she joins. */
const passwordless = new Set(['email', 'passkey'])

function assertConnection(connection: InvitationChecks['connection'], id: string): void {
  if (!connection) throw refused('connection_id', 'The specified connection does not exist.')
  if (passwordless.has(connection.strategy))
    throw refused('connection_id', 'Passwordless connections are not supported.')
  if (!connection.isEnabled)
    throw refused('connection_id', `The specified connection (${id}) is not enabled for the organization`)
}

function refused(field: string, sentence: string): DomainError {
  return new DomainError('invalid', sentence, { field })
}
