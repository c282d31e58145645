import { z } from 'zod'
import { samlStrategy } from '@/lib/domain/connections/saml-options'
import { literal, literalFlag } from './literal'
import { invalidInput } from './problem'

const url = z.string().max(2000)
const flag = z.boolean()
export const bindings = {
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
} as const
const certificates = z.string().max(100_000)
const attribute = z.union([z.string().max(200), z.array(z.string().max(200)).length(1)])
export const fieldsMap = z.strictObject({
  email: attribute.optional(),
  name: attribute.optional(),
  given_name: attribute.optional(),
  family_name: attribute.optional(),
  picture: attribute.optional(),
})

const metadataXml = z.string().max(90_000)

/** Auth0’s names, for connections by SAML only. */
export const samlRequest = {
  metadataXml: metadataXml.describe('The provider’s metadata: read once, not stored.'),
  metadataUrl: url.describe(
    'Of the provider’s metadata: read once, not stored. Ignored if metadataXml is sent.',
  ),
  adfs_server: url
    .trim()
    .describe(
      'For adfs: the host of AD FS, or the URL of its metadata, which is read once. Not read if fedMetadataXml is sent, or issuer, signInEndpoint and signingCert.',
    ),
  fedMetadataXml: metadataXml.describe('For adfs: its federation metadata. Read once, not stored.'),
  pingFederateBaseUrl: url
    .trim()
    .describe('For pingfederate: users sign in at /idp/SSO.saml2 there. Requires issuer and signingCert.'),
  signInEndpoint: url.describe('Requires issuer and signingCert, unless metadata is sent.'),
  signOutEndpoint: url.nullable(),
  signingCert: certificates.describe('PEM, or Base64 of PEM. Can contain several certificates.'),
  protocolBinding: z.enum([bindings.redirect, bindings.post], {
    error: 'Requests are sent by HTTP-Redirect or HTTP-POST.',
  }),
  signSAMLRequest: flag,
  disableSignout: flag.describe(
    'False signs users out at the provider when they sign out. Defaults to true.',
  ),
  idpinitiated: z
    .strictObject({ enabled: flag })
    .describe('Only for a connection of an organization, which sets it in the portal.'),
  fieldsMap,
  signatureAlgorithm: literal('rsa-sha256', 'Requests are signed with rsa-sha256.'),
  digestAlgorithm: literal('sha256', 'Requests are signed with sha256.'),
  deflate: literalFlag(true, 'Requests by HTTP-Redirect are always compressed.'),
  debug: literalFlag(false, 'Responses are never logged.'),
} as const

/** Connections of other strategies have the first three too (connection-options.ts). */
const samlBody = z
  .strictObject({
    issuer: z.string().max(2000),
    domain_aliases: z.array(z.string().max(253)).max(100),
    offered_to_organizations: z.boolean(),
    ...samlRequest,
  })
  .partial()
export type SamlBody = z.output<typeof samlBody>

/** Which of the strategies by SAML have these. All of them have the others. */
const strategiesOf: Readonly<Record<string, readonly string[]>> = {
  metadataXml: [samlStrategy, 'pingfederate'],
  metadataUrl: [samlStrategy, 'pingfederate'],
  adfs_server: ['adfs'],
  fedMetadataXml: ['adfs'],
  pingFederateBaseUrl: ['pingfederate'],
}

/** @throws ApiProblem 400 at the property */
export function assertNoSaml(options: Readonly<Record<string, unknown>>): void {
  const name = Object.keys(samlRequest).find((one) => options[one] !== undefined)
  if (name !== undefined) throw invalidInput('body', 'Only a connection by SAML has this', ['options', name])
}

/** @throws ApiProblem 400 at the property */
export function samlBodyOf(
  options: Readonly<Record<string, unknown>>,
  strategy: string = samlStrategy,
): SamlBody {
  const other = Object.keys(options).find((name) => options[name] !== undefined && !hasOption(strategy, name))
  if (other !== undefined)
    throw invalidInput('body', `A connection of the strategy ${strategy} does not have this`, [
      'options',
      other,
    ])
  return samlBody.parse(options)
}

function hasOption(strategy: string, name: string): boolean {
  return Object.hasOwn(samlBody.shape, name) && (strategiesOf[name]?.includes(strategy) ?? true)
}
