import { z } from 'zod'
import { arriving } from '@/lib/domain/connections/federated-profile'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { findSealed, forgetSealed, keepSealed, type Kept } from './sealed-cookie'

const pending = z.object({
  arriving,
  /** What the connection is called. */
  displayName: z.string(),
  /** What is left to do: to enter a code, or to sign in to the account that has the address. */
  wait: z.discriminatedUnion('for', [
    z.object({ for: z.literal('code'), proofId: z.string() }),
    z.object({ for: z.literal('account'), userId: z.string() }),
  ]),
})
/** Somebody who has come back from a provider and has something to prove yet. */
export type Pending = z.infer<typeof pending>

const cookie: Kept<Pending> = { name: 'arriving', schema: pending, seconds: 15 * 60 }

export function keepPending(tenant: Tenant, kept: Pending): Promise<void> {
  return keepSealed(tenant, cookie, kept)
}

export function findPending(tenant: Tenant): Promise<Pending | null> {
  return findSealed(tenant, cookie)
}

export function forgetPending(tenant: Tenant): Promise<void> {
  return forgetSealed(tenant, cookie)
}
