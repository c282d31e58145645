import { refreshTokenPolicies } from '../clients/client-fields'
import { bypassRowSecurity, read } from '@/lib/db/transaction'

/** The scopes that the application’s refresh tokens can get for another API; null for none. */
export async function findRefreshPolicy(
  tenantId: string,
  { clientId, audience }: { clientId: string; audience: string },
): Promise<string[] | null> {
  const [found] = await read(
    bypassRowSecurity('a refresh token is used for another API', tenantId),
    (tx) => tx.$queryRaw<{ policies: unknown }[]>`
      SELECT c.refresh_token_policies AS policies FROM clients c
      WHERE c.tenant_id = ${tenantId} AND c.id = ${clientId}`,
  )
  const policies = refreshTokenPolicies.parse(found?.policies ?? [])
  return policies.find((policy) => policy.audience === audience)?.scope ?? null
}
