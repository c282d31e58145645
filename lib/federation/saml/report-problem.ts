import { recordFailure } from '@/lib/domain/connections/connection-failures'
import { findOwner } from '@/lib/domain/connections/saml-responses'
import type { SamlProvider } from '@/lib/domain/connections/find-provider'
import { failedPath } from '../finish-federated-sign-in'
import type { ProviderProblem } from '../provider-problem'
import { sealProblem } from './problem-handle'

/**
 * Where a browser goes whose response was rejected. A sign-in that began here is told, and recorded, by its own page; others
 * are the organization’s that owns the connection.
 */
export async function reportSamlProblem(
  { tenantId, id: connectionId }: Pick<SamlProvider, 'tenantId' | 'id'>,
  relayState: string | null,
  problem: ProviderProblem,
): Promise<string> {
  if (relayState === null) {
    const owner = await findOwner({ tenantId, connectionId })
    await recordFailure(tenantId, { connectionId, organizationId: owner?.id ?? null }, problem.reason)
    return failedPath(problem.reason, { slug: owner?.slug ?? null })
  }
  const sealed = await sealProblem({ tenantId, connectionId }, problem)
  return callbackPath(connectionId, { state: relayState, problem: sealed })
}

export function callbackPath(connectionId: string, query: Record<string, string>): string {
  return `/login/callback/${encodeURIComponent(connectionId)}?${new URLSearchParams(query).toString()}`
}
