import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { change, read } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { sha256Hex } from '../crypto/digest'
import type { ClientSettings } from './client-fields'
import { type Client, lockClient } from './read-client'

export interface ClientSecret {
  id: string
  createdAt: Date
  /** Null for the current one. */
  expiresAt: Date | null
  /** A day in UTC, `2026-11-28`; null if it was never used. */
  lastUsedOn: string | null
}

/** Those that work now, the current one first. */
export function listClientSecrets(
  access: TenantAccess<'read:client_keys'>,
  clientId: string,
): Promise<ClientSecret[]> {
  return read(access, (tx) =>
    tx.$queryRaw<ClientSecret[]>(sql`
      SELECT s.id, s.created_at AS "createdAt", s.expires_at AS "expiresAt",
        s.last_used_on::text AS "lastUsedOn"
      FROM client_secrets s
      WHERE s.tenant_id = ${access.tenantId} AND s.client_id = ${clientId}
        AND (s.expires_at IS NULL OR s.expires_at > now())
      ORDER BY s.expires_at DESC NULLS FIRST, s.created_at DESC, s.id`),
  )
}

/** The previous secret ends after `previousSeconds`, older ones now. @throws DomainError not_found, invalid */
export function rotateClientSecret(
  access: TenantAccess<'update:client_keys'>,
  { id, previousSeconds = 0 }: { id: string; previousSeconds?: number | undefined },
): Promise<{ client: Client; secret: string }> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const client = await lockClient(tx, tenantId, id)
    if (!hasSecret(client))
      throw new DomainError(
        'invalid',
        `This application has no secret, since its token_endpoint_auth_method is ${client.tokenEndpointAuthMethod}. Change that first.`,
      )
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

/** Of a previous secret, before its time; the current one ends by rotation. @throws DomainError not_found */
export function revokeClientSecret(
  access: TenantAccess<'update:client_keys'>,
  { clientId, secretId }: { clientId: string; secretId: string },
): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const { name } = await lockClient(tx, tenantId, clientId)
    const { count } = await tx.clientSecret.deleteMany({
      where: { tenantId, clientId, id: secretId, expiresAt: { not: null } },
    })
    if (count === 0) throw notFound()
    const target = { kind: 'client', id: clientId, name }
    return { result: undefined, events: [{ type: 'client.secret_revoked', target }] }
  })
}

export function hasSecret({
  tokenEndpointAuthMethod: method,
}: Pick<ClientSettings, 'tokenEndpointAuthMethod'>): boolean {
  return method === 'client_secret_post' || method === 'client_secret_basic'
}

/** Only its SHA-256 is stored, so it cannot be shown again. */
export async function createSecret(tx: Tx, clientId: string): Promise<string> {
  const secret = newId('clientSecret')
  await tx.clientSecret.create({ data: { id: newId('secret'), clientId, secretHash: sha256Hex(secret) } })
  return secret
}
