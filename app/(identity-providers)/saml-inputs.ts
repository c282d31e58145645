import { z } from 'zod'
import { connectionDisplayName } from '@/lib/domain/connections/connection-fields'
import { initialSettings, withoutMetadata } from '@/lib/domain/connections/create-saml-connection'
import { samlProducts } from '@/lib/domain/connections/products'
import {
  type ProviderMetadata,
  readCertificate,
  type SamlAttributes,
  validateSamlSettings,
} from '@/lib/domain/connections/saml-options'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { invalid } from '@/lib/errors'
import { fetchProviderMetadata, parseProviderMetadata } from '@/lib/federation/saml/provider-metadata'
import type { FormValues, Review } from '@/lib/http/form-state'
import { textField } from '@/lib/http/text-field'
import { attributeName, idInput, reviewed, shortText } from './provider-inputs'

const flag = z.literal('on').optional()
const longestPasted = 80_000
const largestFile = 300 * 1024
const pasted = z.string().max(10_000, 'This can have at most 10,000 characters.').default('')
const metadataInput = {
  metadata_url: shortText,
  /** Browsers send an empty file for a field without one. */
  metadata_file: z
    .unknown()
    .optional()
    .transform((value) => (value instanceof File && value.size > 0 ? value : null)),
  metadata: z
    .string()
    .max(longestPasted, 'This can have at most 80,000 characters. Choose the file instead.')
    .transform((text) => text.trim())
    .default(''),
}

export const newSamlInput = z.object({
  setup: z.string().max(1000).default(''),
  /** Of the guide; nothing for the others. */
  product: z.enum(samlProducts).optional().catch(undefined),
  display_name: textField(connectionDisplayName),
  ...metadataInput,
  reviewed,
})

/** Of the portal: the metadata, or what it would say. */
export const newOwnSamlInput = newSamlInput.extend({
  issuer: shortText,
  sign_in_url: shortText,
  certificates: pasted,
})

export const samlSettingsInput = idInput.extend({
  display_name: textField(connectionDisplayName),
  signs_requests: flag,
  allows_unsolicited: flag,
  signs_out_there: flag,
})

const attribute = attributeName('attribute')
export const samlAttributesInput = idInput.extend({
  attribute_email: attribute,
  attribute_name: attribute,
  attribute_given_name: attribute,
  attribute_family_name: attribute,
  attribute_picture: attribute,
})

export function attributesIn(input: z.output<typeof samlAttributesInput>): SamlAttributes {
  return {
    email: input.attribute_email,
    name: input.attribute_name,
    givenName: input.attribute_given_name,
    familyName: input.attribute_family_name,
    picture: input.attribute_picture,
  }
}

export const samlMetadataInput = idInput.extend({ ...metadataInput, reviewed })
export const certificateInput = idInput.extend({ certificate: pasted })
export const foundEntityIdInput = idInput.extend({ found: z.string().max(4000).default('') })
export const fingerprintInput = idInput.extend({ fingerprint: z.string().max(200).default('') })

interface GivenMetadata {
  metadata_url: string
  metadata_file: File | null
  metadata: string
}

interface ReadMetadata {
  metadata: ProviderMetadata
  /** For the form that shows it before it is saved. */
  typed: FormValues
}

/** As readMetadata(), or from what was typed in its place. @throws as readMetadata() */
export async function readOwnMetadata(
  tenantId: string,
  given: z.output<typeof newOwnSamlInput>,
): Promise<ReadMetadata> {
  const { metadata_url: url, metadata_file: file, metadata } = given
  const { issuer, sign_in_url: signInUrl, certificates } = given
  const isTyped = issuer + signInUrl + certificates !== ''
  if (!isTyped || file !== null || url + metadata !== '') return readMetadata(tenantId, given)
  const settings = validateSamlSettings({
    ...initialSettings,
    ...withoutMetadata,
    issuer: issuer === '' ? null : issuer,
    signInUrl,
    certificates: [certificates],
  })
  return { metadata: settings, typed: {} }
}

/** From the file, the URL or what was pasted. @throws DomainError invalid; too_many */
export async function readMetadata(tenantId: string, given: GivenMetadata): Promise<ReadMetadata> {
  const { metadata_url: url, metadata_file: file, metadata } = given
  if (file !== null) {
    const text = await textOf(file)
    const typed: FormValues = text.length > longestPasted ? {} : { metadata: text }
    return { metadata: parseProviderMetadata(text, 'metadata_file'), typed }
  }
  if (url !== '') return { metadata: await fetchProviderMetadata(tenantId, url), typed: {} }
  if (metadata !== '') return { metadata: parseProviderMetadata(metadata, 'metadata'), typed: {} }
  throw invalid(
    'metadata_url',
    'Enter the metadata URL, choose the metadata file, or paste its content below.',
  )
}

async function textOf(file: File): Promise<string> {
  if (file.size > largestFile) throw invalid('metadata_file', 'A metadata file can have at most 300 KB.')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch {
    throw invalid('metadata_file', 'This is not the metadata of a SAML provider.')
  }
}

/** What the provider says about itself, before it is saved. */
export function reviewMetadata(metadata: ProviderMetadata): Review {
  const { issuer, signInUrl, signOutUrl, certificates, signsRequests } = metadata
  return {
    reviewed: reviewedMetadata(metadata),
    changes: [
      issuer === null
        ? { kind: 'adds', text: 'a provider without an entity ID' }
        : { kind: 'adds', text: 'the provider that calls itself', code: issuer },
    ],
    effects: [
      ...(issuer === null ? [entityIdLater] : []),
      `People sign in at ${signInUrl}.`,
      ...(signOutUrl === null ? [] : [`They can be signed out at ${signOutUrl}.`]),
      ...certificates.map(describeCertificate),
      ...(signsRequests ? ['It asks for signed requests, so they are signed.'] : []),
    ],
  }
}

const entityIdLater =
  'Test it next. The test shows the entity ID of the provider, and you confirm it. Until then, it cannot be enabled and no one can sign in with it.'

export function reviewedMetadata(metadata: ProviderMetadata): string {
  return sha256Hex(JSON.stringify(metadata))
}

function describeCertificate(base64: string): string {
  const certificate = readCertificate(base64)
  const day = certificate?.validToDate.toISOString().slice(0, 10)
  return `Its signatures are checked with the certificate ${certificate?.fingerprint256}, which expires on ${day}.`
}
