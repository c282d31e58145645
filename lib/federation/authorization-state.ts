import { z } from 'zod'
import { consumeAuthorizationState } from '@/lib/domain/connections/authorization-state'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { testState } from './connection-tester'
import {
  findSealedCookie,
  deleteOldestCookie,
  deleteSealedCookie,
  setSealedCookie,
  type SealedCookie,
} from '@/lib/web/sealed-cookie'

const stateSchema = z.object({
  connectionId: z.string(),
  organizationId: z.string().nullable(),
  slug: z.string().nullable(),
  returnTo: z.string().nullable(),
  ticket: z.string().nullable(),
  /** It signs no one in. */
  isTest: z.boolean().default(false),
  /** Who tests, and which provider; null for a sign-in. */
  test: testState.nullable().default(null),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Whether the response comes to the redirect URI that several providers share. */
  sharesRedirectUri: z.boolean().default(false),
})
export type AuthorizationState = z.infer<typeof stateSchema>

const tenMinutes = 600
const nameStart = 'with-'
const maxStates = 5

/** A cookie for each state, so that tabs do not interfere; only so many, since cookies have a total limit. */
export async function saveAuthorizationState(tenant: Tenant, state: AuthorizationState): Promise<void> {
  await deleteOldestCookie(tenant, nameStart, maxStates - 1)
  await setSealedCookie(tenant, cookieOf(state.state), state)
}

/** In the same browser, without using it up; otherwise null. */
export async function findAuthorizationState(
  tenant: Tenant,
  state: string | null,
): Promise<AuthorizationState | null> {
  if (state === null || state.length > 200) return null
  const found = await findSealedCookie(tenant, cookieOf(state))
  return found?.state === state ? found : null
}

/** Once, and only in the same browser; otherwise null. */
export async function takeAuthorizationState(
  tenant: Tenant,
  state: string | null,
): Promise<AuthorizationState | null> {
  const found = await findAuthorizationState(tenant, state)
  if (!found) return null
  await deleteSealedCookie(tenant, cookieOf(found.state))
  const expiresAt = new Date(Date.now() + tenMinutes * 1000)
  return (await consumeAuthorizationState(tenant.id, found.state, expiresAt)) ? found : null
}

function cookieOf(state: string): SealedCookie<AuthorizationState> {
  return { name: `${nameStart}${sha256Hex(state).slice(0, 16)}`, schema: stateSchema, seconds: tenMinutes }
}
