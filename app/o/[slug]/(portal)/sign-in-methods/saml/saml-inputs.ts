import { z } from 'zod'
import { connectionDisplayName } from '@/lib/domain/connections/connection-fields'
import { type ProviderMetadata, readCertificate } from '@/lib/domain/connections/saml-options'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { invalid } from '@/lib/errors'
import { fetchProviderMetadata, parseProviderMetadata } from '@/lib/federation/saml/provider-metadata'
import type { Review } from '@/lib/http/form-state'
import { textField } from '@/lib/http/text-field'

const id = z.string().max(100).default('')
const reviewed = z.string().max(100).default('')
const flag = z.literal('on').optional()
const metadataInput = {
  metadata_url: z
    .string()
    .max(2000, 'This can have at most 2,000 characters.')
    .transform((typed) => typed.trim())
    .default(''),
  metadata: z
    .string()
    .max(80_000, 'This can have at most 80,000 characters. Enter the metadata URL instead.')
    .transform((typed) => typed.trim())
    .default(''),
}

export const newSamlInput = z.object({
  setup: z.string().max(1000).default(''),
  display_name: textField(connectionDisplayName),
  ...metadataInput,
  reviewed,
})
export const samlSettingsInput = z.object({
  id,
  display_name: textField(connectionDisplayName),
  signs_requests: flag,
  allows_unsolicited: flag,
})
export const samlMetadataInput = z.object({ id, ...metadataInput, reviewed })
export const certificateInput = z.object({
  id,
  certificate: z.string().max(10_000, 'This can have at most 10,000 characters.').default(''),
})
export const fingerprintInput = z.object({ id, fingerprint: z.string().max(200).default('') })

/** `seen` identifies the certificates that the page showed. */
export const confirmationInput = z.object({ id, seen: z.string().max(100).default('') })

/** From the URL or, without one, what was pasted. @throws DomainError invalid; too_many */
export async function readMetadata(
  tenantId: string,
  { metadata_url: url, metadata }: { metadata_url: string; metadata: string },
): Promise<ProviderMetadata> {
  if (url !== '') return fetchProviderMetadata(tenantId, url)
  if (metadata !== '') return parseProviderMetadata(metadata, 'metadata')
  throw invalid('metadata_url', 'Enter the metadata URL, or paste the metadata below.')
}

/** What the provider says about itself, before it is saved. */
export function reviewMetadata(metadata: ProviderMetadata): Review {
  const { issuer, signInUrl, certificates, signsRequests } = metadata
  return {
    reviewed: reviewedMetadata(metadata),
    changes: [{ kind: 'adds', text: 'the provider that calls itself', code: issuer }],
    effects: [
      `People sign in at ${signInUrl}.`,
      ...certificates.map(describeCertificate),
      ...(signsRequests ? ['It asks for signed requests, so they are signed.'] : []),
    ],
  }
}

export function reviewedMetadata(metadata: ProviderMetadata): string {
  return sha256Hex(JSON.stringify(metadata))
}

function describeCertificate(base64: string): string {
  const certificate = readCertificate(base64)
  const day = certificate?.validToDate.toISOString().slice(0, 10)
  return `Its signatures are checked with the certificate ${certificate?.fingerprint256}, which expires on ${day}.`
}
