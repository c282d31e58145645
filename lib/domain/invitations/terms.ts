import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'

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
export async function settledTerms(
  tx: Tx,
  access: OrganizationActor,
  { clientId, connectionId, ...terms }: Terms,
) {
  if (clientId !== undefined) await assertClient(tx, access, clientId)
  if (connectionId !== undefined) await assertConnection(tx, access, connectionId)
  return {
    inviterName: terms.inviterName,
    clientId: clientId ?? null,
    connectionId: connectionId ?? null,
    ttlSeconds: terms.ttlSeconds ? terms.ttlSeconds : week,
    isMailed: terms.isMailed ?? true,
  }
}

export type SettledTerms = Awaited<ReturnType<typeof settledTerms>>

async function assertClient(tx: Tx, { tenantId }: OrganizationActor, id: string): Promise<void> {
  const client = await tx.client.findUnique({ where: { tenantId_id: { tenantId, id } } })
  if (!client) throw refused('client_id', 'The specified client_id does not exist.')
  if (client.organizationUsage === 'deny')
    throw refused('client_id', 'The specified client_id does not allow organizations.')
}

/** What proves an address by itself needs no invitation to name it, and a passkey is nobody’s before she joins. */
const passwordless = new Set(['email', 'passkey'])

async function assertConnection(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  id: string,
): Promise<void> {
  const connection = await tx.connection.findUnique({
    where: { tenantId_id: { tenantId, id } },
    include: { enabled: { where: { organizationId } } },
  })
  if (!connection) throw refused('connection_id', 'The specified connection does not exist.')
  if (passwordless.has(connection.strategy))
    throw refused('connection_id', 'Passwordless connections are not supported.')
  if (connection.enabled.length === 0)
    throw refused('connection_id', `The specified connection (${id}) is not enabled for the organization`)
}

function refused(field: string, sentence: string): DomainError {
  return new DomainError('invalid', sentence, { field })
}
