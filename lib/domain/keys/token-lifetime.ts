import type { Tx } from '@/lib/db/prisma'

/** Seconds. A day at least, since lifetimes can be shortened while tokens are valid. */
export async function tokenLifetime(tx: Tx, tenantId: string): Promise<number> {
  const [longest] = await tx.$queryRaw<{ seconds: number }[]>`
    SELECT 600 + greatest(86400,
      (SELECT max(a.token_lifetime) FROM apis a WHERE a.tenant_id = ${tenantId}),
      (SELECT max(c.id_token_seconds) FROM clients c WHERE c.tenant_id = ${tenantId})) AS seconds`
  if (!longest) throw new Error('A SELECT without FROM has one row.')
  return longest.seconds
}
