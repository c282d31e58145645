import { z } from 'zod'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import type { StillSignedIn } from '@/lib/domain/users/end-sessions'
import { providerSession } from '@/lib/domain/users/open-session'
import { newRandomId, sendPath } from './saml-message'
import {
  deleteOldestCookie,
  deleteSealedCookie,
  findSealedCookie,
  type SealedCookie,
  setSealedCookie,
} from './sealed-cookie'

const schema = z.object({
  connectionId: z.string(),
  providerSession,
  /** The RelayState. */
  state: z.string(),
  /** ID of the logout request. */
  requestId: z.string(),
  /** A path of ours, or a logout URL that an application registered: checked before. */
  returnTo: z.string(),
})
export type ProviderSignOut = z.output<typeof schema>

const tenMinutes = 600
const nameStart = 'leave-'
const maxCookies = 2

/** After our session has ended. Returns the page that continues to the provider; `returnTo` if nothing is left to end. */
export async function startProviderSignOut(
  tenant: Tenant,
  ended: StillSignedIn | null,
  returnTo: string,
): Promise<string> {
  if (!ended) return returnTo
  const { connectionId } = ended
  const state = newRandomId()
  await deleteOldestCookie(tenant, nameStart, maxCookies - 1)
  await setSealedCookie(tenant, cookieOf(state), { ...ended, state, requestId: newRandomId(), returnTo })
  return sendPath(connectionId, state)
}

/** Only in the browser that signed out; otherwise null. */
export async function findProviderSignOut(
  tenant: Tenant,
  state: string | null,
): Promise<ProviderSignOut | null> {
  if (state === null || state.length > 200) return null
  const found = await findSealedCookie(tenant, cookieOf(state))
  return found?.state === state ? found : null
}

export function deleteProviderSignOut(tenant: Tenant, { state }: ProviderSignOut): Promise<void> {
  return deleteSealedCookie(tenant, cookieOf(state))
}

function cookieOf(state: string): SealedCookie<ProviderSignOut> {
  return { name: `${nameStart}${sha256Hex(state).slice(0, 16)}`, schema, seconds: tenMinutes }
}
