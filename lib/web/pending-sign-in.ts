import { z } from 'zod'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { deleteSealedCookie, findSealedCookie, type SealedCookie, setSealedCookie } from './sealed-cookie'

const pendingSignIn = z.object({
  id: z.string(),
  userId: z.string(),
  emailFolded: z.string(),
  appConfirmedAt: z.coerce.date(),
  returnTo: z.string().nullable(),
  slug: z.string().nullable(),
})

/** The first factor was given in this browser; a code is still required. */
type PendingSignIn = z.infer<typeof pendingSignIn>

/** As long as the row lives. */
const cookie: SealedCookie<PendingSignIn> = {
  name: 'pending-sign-in',
  schema: pendingSignIn,
  seconds: 10 * 60,
}

export function savePendingSignIn(tenant: Tenant, pending: PendingSignIn): Promise<void> {
  return setSealedCookie(tenant, cookie, pending)
}

export function findPendingSignIn(tenant: Tenant): Promise<PendingSignIn | null> {
  return findSealedCookie(tenant, cookie)
}

export function deletePendingSignIn(tenant: Tenant): Promise<void> {
  return deleteSealedCookie(tenant, cookie)
}
