import { z } from 'zod'
import { federatedProfile } from '@/lib/domain/connections/federated-profile'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { findSealedCookie, deleteSealedCookie, setSealedCookie, type SealedCookie } from './sealed-cookie'

const pending = z.object({
  arriving: federatedProfile,
  /** What the connection is called. */
  displayName: z.string(),
  /** What is left to do: to enter a code, or to sign in to the account that has the address. */
  wait: z.discriminatedUnion('for', [
    z.object({ for: z.literal('code'), proofId: z.string() }),
    z.object({ for: z.literal('account'), userId: z.string() }),
  ]),
})
/** Somebody who has come back from a provider and has something to prove yet. */
export type PendingLink = z.infer<typeof pending>

const cookie: SealedCookie<PendingLink> = { name: 'arriving', schema: pending, seconds: 15 * 60 }

export function savePendingLink(tenant: Tenant, kept: PendingLink): Promise<void> {
  return setSealedCookie(tenant, cookie, kept)
}

export function findPendingLink(tenant: Tenant): Promise<PendingLink | null> {
  return findSealedCookie(tenant, cookie)
}

export function deletePendingLink(tenant: Tenant): Promise<void> {
  return deleteSealedCookie(tenant, cookie)
}
