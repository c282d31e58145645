import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { hasSecret, createSecret } from './client-secret'
import { lockClient, type Client } from './read-client'

/** The previous secret ends after `previousSeconds`, older ones now. @throws DomainError not_found, invalid */
export function rotateClientSecret(
  access: TenantAccess<'update:client_keys'>,
  { id, previousSeconds = 0 }: { id: string; previousSeconds?: number | undefined },
): Promise<{ client: Client; secret: string }> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const client = await lockClient(tx, tenantId, id)
    if (!hasSecret(client)) throw noSecret(client)
    await endSecrets(tx, { tenantId, clientId: id, previousSeconds })
    const secret = await createSecret(tx, id)
    return {
      result: { client, secret },
      events: [
        {
          type: 'client.secret_rotated',
          target: { kind: 'client', id, name: client.name },
          details: { previousSeconds },
        },
      ],
    }
  })
}

async function endSecrets(
  tx: Tx,
  { tenantId, clientId, previousSeconds }: { tenantId: string; clientId: string; previousSeconds: number },
): Promise<void> {
  // By the database’s clock: two secrets may be created within one millisecond.
  await tx.$executeRaw`
    DELETE FROM client_secrets WHERE tenant_id = ${tenantId} AND client_id = ${clientId} AND (${previousSeconds}::int = 0
      OR id NOT IN (SELECT s.id FROM client_secrets s WHERE s.tenant_id = ${tenantId} AND s.client_id = ${clientId}
        ORDER BY s.expires_at IS NULL DESC, s.created_at DESC, s.id LIMIT 1))`
  await tx.$executeRaw`
    UPDATE client_secrets
    SET expires_at = least(expires_at, now() + make_interval(secs => ${previousSeconds}::double precision))
    WHERE tenant_id = ${tenantId} AND client_id = ${clientId}`
}

function noSecret({ tokenEndpointAuthMethod: method }: Client): DomainError {
  return new DomainError(
    'invalid',
    `This application has no secret, since its token_endpoint_auth_method is ${method}. Change that first.`,
  )
}
