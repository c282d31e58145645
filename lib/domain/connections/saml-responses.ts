import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { bookkeeping, bypassRowSecurity, change, read } from '@/lib/db/transaction'
import { sha256Hex } from '../crypto/digest'
import { type SamlProvider, samlProviderOf } from './find-provider'
import { samlStrategy } from './saml-options'

/** What a checked response said, until the browser that it came from fetches it. */
const samlResponse = z.object({
  connectionId: z.string(),
  /** That it names, and its assertion. */
  issuer: z.string(),
  nameId: z.string(),
  nameIdFormat: z.string().nullable(),
  nameQualifier: z.string().nullable(),
  spNameQualifier: z.string().nullable(),
  sessionIndex: z.string().nullable(),
  attributes: z.record(z.string(), z.array(z.string())),
  /** ID of the request that it answers; null if the provider began. */
  inResponseTo: z.string().nullable(),
  /** certificateDigest() of that with which it was signed. */
  certificate: z.string(),
})
export type SamlResponse = z.infer<typeof samlResponse>

const secondsToFetch = 120
/** Longer than an assertion counts (lib/federation/saml/times.ts). */
export const secondsRemembered = 2 * 60 * 60

interface ConnectionRef {
  tenantId: string
  connectionId: string
}

/** Of whichever organization: the response says for which connection it is, and is checked with its certificates. */
export function findSamlProvider({ tenantId, connectionId }: ConnectionRef): Promise<SamlProvider | null> {
  return findSaml(tenantId, { id: connectionId })
}

/** Names are unique in a tenant. */
export function findNamedSamlProvider(tenantId: string, name: string): Promise<SamlProvider | null> {
  return findSaml(tenantId, { name })
}

function findSaml(tenantId: string, which: { id: string } | { name: string }): Promise<SamlProvider | null> {
  return read(answering(tenantId), async (tx) => {
    const row = await tx.connection.findFirst({ where: { ...which, tenantId, strategy: samlStrategy } })
    return row && samlProviderOf(row)
  })
}

/** The organization that owns the connection; null if it is none’s. */
export async function findOwner({
  tenantId,
  connectionId,
}: ConnectionRef): Promise<{ id: string; slug: string } | null> {
  const [owner] = await read(
    answering(tenantId),
    (tx) => tx.$queryRaw<{ id: string; slug: string }[]>`
      SELECT o.id, o.slug FROM connections c
      JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = c.organization_id
      WHERE c.tenant_id = ${tenantId} AND c.id = ${connectionId}`,
  )
  return owner ?? null
}

/** Each assertion once. Returns the secret with which its browser fetches it; null if it was used before. */
export async function saveSamlResponse(
  tenantId: string,
  { assertionId, ...response }: SamlResponse & { assertionId: string },
): Promise<string | null> {
  const handle = randomBytes(32).toString('base64url')
  const used = sha256Hex(JSON.stringify([response.connectionId, assertionId]))
  return change(answering(tenantId), async (tx) => {
    await insertSamlArtifact(tx, {
      kind: 'SamlAssertion',
      idHash: used,
      payload: {},
      seconds: secondsRemembered,
    })
    const payload = samlResponse.parse(response)
    const idHash = sha256Hex(handle)
    await insertSamlArtifact(tx, { kind: 'SamlResponse', idHash, payload, seconds: secondsToFetch })
    return bookkeeping(handle)
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) return null
    throw error
  })
}

interface Artifact {
  kind: 'SamlAssertion' | 'SamlResponse' | 'SamlLogout'
  idHash: string
  payload: object
  seconds: number
}

/** Times by the database’s clock. */
export async function insertSamlArtifact(
  tx: Tx,
  { kind, idHash, payload, seconds }: Artifact,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO token_artifacts (tenant_id, kind, id_hash, payload, expires_at)
    VALUES (foyer.tenant_id(), ${kind}, ${idHash}, ${JSON.stringify(payload)}::jsonb,
      now() + make_interval(secs => ${seconds}))`
}

/** Once, within two minutes. Null otherwise, and for another connection’s. */
export function takeSamlResponse(
  { tenantId, connectionId }: ConnectionRef,
  handle: string,
): Promise<SamlResponse | null> {
  return change(answering(tenantId), async (tx) => {
    const [row] = await tx.$queryRaw<{ payload: unknown }[]>`
      DELETE FROM token_artifacts
      WHERE tenant_id = ${tenantId} AND kind = 'SamlResponse' AND id_hash = ${sha256Hex(handle)}
        AND payload->>'connectionId' = ${connectionId} AND expires_at > now()
      RETURNING payload`
    return bookkeeping(row ? samlResponse.parse(row.payload) : null)
  })
}

function answering(tenantId: string) {
  return bypassRowSecurity('a SAML identity provider sends a response, before anyone is signed in', tenantId)
}
