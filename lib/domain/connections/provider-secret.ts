import { exportJWK, generateKeyPair } from 'jose'
import { createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto'
import { generate } from 'selfsigned'
import { z } from 'zod'
import type { SystemAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { invalid } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { resealColumn } from '../crypto/reseal-column'
import { seal, unseal } from '../crypto/seal'
import type { ProviderOptions } from './provider-options'

const secret = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('secret'), secret: z.string() }),
  z.object({ kind: z.literal('key'), key: z.record(z.string(), z.json()) }),
])
export type ProviderSecret = z.infer<typeof secret>

interface ConnectionRef {
  tenantId: string
  connectionId: string
}

/** Sealed for one connection: it cannot be opened for another. */
export function sealProviderSecret(of: ConnectionRef, value: ProviderSecret): Promise<string> {
  return seal(JSON.stringify(value), sealedFor(of))
}

/** Null if no FOYER_SECRET that is accepted opens it. */
export async function openProviderSecret(of: ConnectionRef, sealed: string): Promise<ProviderSecret | null> {
  const text = await unseal(sealed, sealedFor(of))
  return text === null ? null : secret.parse(JSON.parse(text))
}

/** As PKCS #8 in PEM. Null if it cannot be opened or is no key. */
export async function openProviderKey(of: ConnectionRef, sealed: string): Promise<string | null> {
  const opened = await openProviderSecret(of, sealed)
  return opened?.kind === 'key' ? inPem(opened.key) : null
}

function inPem(key: JsonWebKey): string {
  return createPrivateKey({ key, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** @throws DomainError invalid at `client_secret` */
export function validateClientSecret(text: string | undefined): ProviderSecret {
  if (!text) throw invalid('client_secret', 'Enter the client secret.')
  if (text.length > 2000 || /[^\x20-\x7e]/.test(text)) {
    throw invalid('client_secret', 'This does not look like a client secret.')
  }
  return { kind: 'secret', secret: text }
}

/** The public key has to be registered at the provider. */
export async function createProviderKey(): Promise<{
  secret: ProviderSecret
  publicKey: NonNullable<ProviderOptions['publicKey']>
}> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true, modulusLength: 2048 })
  const header = { kid: newId('signingKey'), use: 'sig', alg: 'RS256' }
  const jwk = z.record(z.string(), z.json())
  return {
    secret: { kind: 'key', key: jwk.parse({ ...(await exportJWK(privateKey)), ...header }) },
    publicKey: jwk.parse({ ...(await exportJWK(publicKey)), ...header }),
  }
}

const years = 10

/** Foyer’s key for one connection, with a certificate, which providers ask for. They trust the key, not the dates. */
export async function createSamlKey(): Promise<{ secret: ProviderSecret; certificate: string }> {
  const { secret, publicKey } = await createProviderKey()
  const key = secret.kind === 'key' ? secret.key : {}
  const notAfterDate = new Date()
  notAfterDate.setFullYear(notAfterDate.getFullYear() + years)
  const { cert } = await generate([{ name: 'commonName', value: 'Foyer' }], {
    algorithm: 'sha256',
    notAfterDate,
    keyPair: {
      privateKey: inPem(key),
      publicKey: createPublicKey({ key: publicKey, format: 'jwk' })
        .export({ type: 'spki', format: 'pem' })
        .toString(),
    },
    extensions: [{ name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true }],
  })
  return { secret, certificate: cert }
}

function sealedFor({ tenantId, connectionId }: ConnectionRef): { purpose: string; tenantId: string } {
  return { purpose: `connection ${connectionId}`, tenantId }
}

export function resealConnections(access: SystemAccess): Promise<number> {
  const { tenantId } = access
  return resealColumn(access, {
    table: sql`connections`,
    column: sql`sealed_secret`,
    sealedFor: (connectionId) => sealedFor({ tenantId, connectionId }),
  })
}
