import type { Client, KoaContextWithOIDC } from 'oidc-provider'
import { callFunction } from '@/lib/db/one-statement'
import type { Audience } from '@/lib/domain/tokens/find-application'
import { log } from '@/lib/log'
import { currentRequest, type TokenUse } from './request'

/** The secret was right. */
export function noteSecret(client: Client, secretHash: string): void {
  const usedToday = client['usedTodayHashes']
  if (Array.isArray(usedToday) && usedToday.includes(secretHash)) return
  Object.assign((currentRequest().use ??= {}), { clientId: client.clientId, secretHash })
}

/** A token for an API is being made. */
export function noteFirstToken(
  { oidc }: KoaContextWithOIDC,
  { audience, isMachine }: { audience: Audience; isMachine: boolean },
): void {
  const { route, client } = oidc
  if (route !== 'token' || !client) return
  const request = currentRequest()
  if (!audience.hasHadToken) Object.assign((request.use ??= {}), { firstOfApi: audience.id })
  if (isMachine && client['hasHadToken'] !== true)
    Object.assign((request.use ??= {}), { clientId: client.clientId, isFirstOfClient: true })
}

/** A statement only where something is new: at most once a day for each secret. */
export async function saveUse(isIssued: boolean): Promise<void> {
  const { tenant, use } = currentRequest()
  if (!use) return
  const { clientId = null, secretHash = null } = use
  const first: Pick<TokenUse, 'isFirstOfClient' | 'firstOfApi'> = isIssued ? use : {}
  const { isFirstOfClient = false, firstOfApi = null } = first
  if (!isIssued && secretHash === null) return
  try {
    await callFunction('note_token_use', [tenant.id, clientId, secretHash, isFirstOfClient, firstOfApi])
  } catch (error) {
    // The token is made: its application must get it. What is not noted now is noted with the next one.
    log().warn({ part: 'oidc', err: error }, 'The use of a secret or an API was not noted.')
  }
}
