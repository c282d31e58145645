import { z } from 'zod'
import { sha256Hex } from '../crypto/digest'
import { seal, unseal } from '../crypto/seal'
import type { SamlOptions } from './saml-options'

/** What a test of a connection without an entity ID found: its provider names itself so. */
export const foundEntityId = z.object({
  issuer: z.string(),
  /** testedProvider() of the connection when the test began. */
  provider: z.string(),
  /** What was wrong besides, as in recordTest(). */
  problem: z.string().nullable(),
  /** Who tested it. */
  userId: z.string(),
  /** In milliseconds. */
  until: z.number(),
})
export type FoundEntityId = z.infer<typeof foundEntityId>

interface FoundAt {
  tenantId: string
  connectionId: string
}

/** Identifies what was tested: another certificate or another sign-in URL is another provider. */
export function testedProvider({
  signInUrl,
  certificates,
}: Pick<SamlOptions, 'signInUrl' | 'certificates'>): string {
  return sha256Hex(JSON.stringify([signInUrl, certificates]))
}

/** For the form that confirms it. */
export function sealFoundEntityId(at: FoundAt, found: FoundEntityId): Promise<string> {
  return seal(JSON.stringify(found), sealedFor(at))
}

/** Null for one that was sealed elsewhere or for another user, and once it has expired. */
export async function openFoundEntityId(
  at: FoundAt & { userId: string | null },
  text: string,
): Promise<FoundEntityId | null> {
  const opened = await unseal(text, sealedFor(at))
  const found = opened === null ? null : foundEntityId.parse(JSON.parse(opened))
  return found?.userId === at.userId && found.until > Date.now() ? found : null
}

function sealedFor({ tenantId, connectionId }: FoundAt) {
  return { purpose: `found entity ID ${connectionId}`, tenantId }
}
