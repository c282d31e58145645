import { z } from 'zod'
import { type FailureReason, isFailureReason } from '@/lib/domain/connections/connection-failures'
import { seal, unseal } from '@/lib/domain/crypto/seal'
import { ProviderProblem, SamlRefusal } from '../provider-problem'

const sealedProblem = z.object({
  reason: z.custom<FailureReason>((text) => typeof text === 'string' && isFailureReason(text)),
  said: z.string().nullable(),
})

interface ConnectionRef {
  tenantId: string
  connectionId: string
}

/** The provider’s form arrives without our cookies, so the reason goes on in a URL, sealed. */
export function sealProblem(of: ConnectionRef, { reason, said }: ProviderProblem): Promise<string> {
  return seal(JSON.stringify({ reason, said: said?.slice(0, 300) ?? null }), sealedFor(of))
}

/** Null for what was not sealed here. */
export async function openProblem(of: ConnectionRef, text: string | null): Promise<ProviderProblem | null> {
  const opened = text === null ? null : await unseal(text, sealedFor(of))
  if (opened === null) return null
  const { reason, said } = sealedProblem.parse(JSON.parse(opened))
  return new ProviderProblem(reason, said === null ? undefined : new SamlRefusal(said))
}

function sealedFor({ tenantId, connectionId }: ConnectionRef) {
  return { purpose: `SAML problem ${connectionId}`, tenantId }
}
