import { z } from 'zod'
import { type OrganizationAccess, personOf } from '@/lib/access'
import { changeLocked, unchanged } from '@/lib/db/transaction'
import { DomainError, notFound } from '@/lib/errors'
import { sha256Hex } from '../crypto/digest'
import { seal, unseal } from '../crypto/seal'
import { trustAfterPart } from './confirm-provider'
import { lockConnection } from './lock-connection'
import type { SamlOptions } from './saml-options'

/**
 * The entity ID that a test by the caller found becomes that of the connection, which has none yet. From then on people can
 * sign in. `found`: by sealFoundEntityId().
 * @throws DomainError not_found; conflict for a result that is too old or another user’s, if another entity ID was set, and if
 * the certificates or the sign-in URL have changed since
 */
export async function confirmEntityId(
  access: OrganizationAccess<'update:organization_connections'>,
  { id, found: sealed }: { id: string; found: string },
): Promise<{ displayName: string }> {
  const { tenantId } = access
  const found = await openFoundEntityId({ tenantId, connectionId: id, userId: personOf(access) }, sealed)
  return changeLocked(access, async (tx) => {
    const { saml, displayName, testProblem } = await lockConnection(tx, access, { id, least: 'limited' })
    if (saml === null) throw notFound()
    if (!found) throw outdated('This test result is too old, or from another user.')
    const { issuer } = found
    if (saml.issuer === issuer) return unchanged({ displayName })
    if (saml.issuer !== null) throw outdated('Another entity ID was saved meanwhile.')
    if (testedProvider(saml) !== found.provider)
      throw outdated('The certificates or the sign-in URL have changed since the test.')
    const options = { ...saml, issuer, ...(await trustAfterPart(tx, access, id)) }
    const tested = testProblem === 'saml_entity_id' ? { testProblem: found.problem } : {}
    await tx.connection.update({ where: { tenantId_id: { tenantId, id } }, data: { options, ...tested } })
    const target = { kind: 'connection', id, name: displayName }
    return {
      result: { displayName },
      events: [{ type: 'connection.entity_id_confirmed', target, details: { after: { issuer } } }],
    }
  })
}

function outdated(why: string): DomainError {
  return new DomainError('conflict', `${why} Test the connection again.`)
}

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
async function openFoundEntityId(
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
