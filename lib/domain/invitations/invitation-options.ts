import { DomainError } from '@/lib/errors'
import type { InvitationChecks } from './invitation-checks'

/** What holds for all invitations that are sent together. */
export interface InvitationOptions {
  /** The inviter’s name, if a machine or a tenant-level caller gives one; for a member their own name is used. */
  inviterName?: string | undefined
  /** The application that it is for, which opens the link. */
  clientId?: string | undefined
  /** The connection that the invitee must use. */
  connectionId?: string | undefined
  ttlSeconds?: number | undefined
  /** False: no email is sent, and the caller passes on the link. */
  isMailed?: boolean | undefined
}

const week = 604_800

/** @throws DomainError invalid, in Auth0’s words */
export function checkedOptions(
  checks: Pick<InvitationChecks, 'client' | 'connection'>,
  { clientId, connectionId, ...options }: InvitationOptions,
) {
  if (clientId !== undefined) assertClient(checks.client)
  if (connectionId !== undefined) assertConnection(checks.connection, connectionId)
  return {
    inviterName: options.inviterName,
    clientId: clientId ?? null,
    connectionId: connectionId ?? null,
    ttlSeconds: options.ttlSeconds ? options.ttlSeconds : week,
    isMailed: options.isMailed ?? true,
  }
}

export type CheckedOptions = ReturnType<typeof checkedOptions>

function assertClient(client: InvitationChecks['client']): void {
  if (!client) throw refused('client_id', 'The specified client_id does not exist.')
  if (client.organizationUsage === 'deny')
    throw refused('client_id', 'The specified client_id does not allow organizations.')
}

/** An invitation cannot name these: email verifies the address in any case, and an invitee has no passkey yet. */
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
