import { z } from 'zod'
import { federatedProfile } from '@/lib/domain/connections/federated-profile'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import {
  findSealedCookie,
  deleteSealedCookie,
  setSealedCookie,
  type SealedCookie,
} from '@/lib/web/sealed-cookie'

const pending = z.object({
  federated: federatedProfile,
  displayName: z.string(),
  wait: z.discriminatedUnion('for', [
    z.object({ for: z.literal('code'), proofId: z.string() }),
    z.object({ for: z.literal('account'), userId: z.string() }),
  ]),
})
/** Signed in at the provider; a code or a sign-in to the existing account is still required. */
export type PendingLink = z.infer<typeof pending>

const cookie: SealedCookie<PendingLink> = { name: 'pending-link', schema: pending, seconds: 15 * 60 }

export function savePendingLink(tenant: Tenant, link: PendingLink): Promise<void> {
  return setSealedCookie(tenant, cookie, link)
}

export function findPendingLink(tenant: Tenant): Promise<PendingLink | null> {
  return findSealedCookie(tenant, cookie)
}

export function deletePendingLink(tenant: Tenant): Promise<void> {
  return deleteSealedCookie(tenant, cookie)
}
