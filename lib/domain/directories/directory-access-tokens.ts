import { z } from 'zod'
import { seal, unseal } from '../crypto/seal'

/** Of an access token, in seconds. */
export const accessTokenSeconds = 600

const contents = z.object({
  connectionId: z.string(),
  /** SHA-256 of the directory's token that it was issued for. */
  tokenHash: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
})
type Contents = Pick<z.output<typeof contents>, 'connectionId' | 'tokenHash'>

/** Not stored: it names the directory's token, which is looked up again in each request and can be revoked. */
export function sealAccessToken(tenantId: string, given: Contents): Promise<string> {
  const expiresAt = Date.now() + accessTokenSeconds * 1000
  return seal(JSON.stringify({ ...given, expiresAt }), sealedFor(tenantId))
}

/** SHA-256 of the directory's token; null for an expired or a false one, and for one of another connection. */
export async function openAccessToken(
  tenantId: string,
  { connectionId, token }: { connectionId: string; token: string },
): Promise<string | null> {
  const opened = await unseal(token, sealedFor(tenantId))
  if (opened === null) return null
  const found = contents.parse(JSON.parse(opened))
  return found.connectionId === connectionId && found.expiresAt > Date.now() ? found.tokenHash : null
}

function sealedFor(tenantId: string) {
  return { purpose: 'directory access token', tenantId }
}

/** A directory's own token has no points. */
export function isAccessToken(token: string): boolean {
  return token.includes('.')
}
