import { z } from 'zod'
import type { SamlOptions, SamlSettings } from '@/lib/domain/connections/saml-options'
import { newSamlSettings, samlRequest, samlSettingsOf, samlWire } from '../auth0/saml-options'
import { DomainError } from '@/lib/errors'
import { discoveryFailure } from './discover'
import { badRequest } from './problem'

const { metadataUrl, signInEndpoint, signingCert, protocolBinding, signSAMLRequest } = samlRequest
const withoutEffect = z.string().max(2000).nullable().optional()

/** Auth0’s options. PATCH takes a part of them. */
export const samlBody = z.strictObject({
  metadataUrl: metadataUrl.optional().meta({ example: 'https://login.acme.test/metadata' }),
  issuer: z
    .string()
    .max(2000)
    .optional()
    .describe(
      'Foyer extension: the provider’s entity ID. Metadata says it. Without both, an admin tests the connection in the portal and confirms the one that the test finds; it cannot be enabled before.',
    ),
  signInEndpoint: signInEndpoint.optional(),
  cert: signingCert.optional(),
  signingCert: signingCert.optional().describe('The same as cert.'),
  protocolBinding: protocolBinding.optional(),
  signSAMLRequest: signSAMLRequest.optional(),
  signatureAlgorithm: samlRequest.signatureAlgorithm,
  digestAlgorithm: samlRequest.digestAlgorithm,
  idpInitiated: z
    .strictObject({
      enabled: z.boolean(),
      client_id: withoutEffect,
      client_protocol: withoutEffect,
      client_authorizequery: withoutEffect,
    })
    .optional()
    .describe(
      'Whether a sign-in may start at the provider. It opens the organization’s portal: the others have no effect.',
    )
    .meta({ example: { enabled: false } }),
  bindingMethod: withoutEffect.describe('Has no effect: protocolBinding decides.'),
  icon_url: withoutEffect.describe('Has no effect: buttons have no pictures.'),
})
type SamlBody = z.output<typeof samlBody>

/** Reads the metadata. @throws MyOrganizationProblem 400; ApiProblem 400; DomainError invalid, too_many */
export async function newSamlProvider(tenantId: string, given: SamlBody): Promise<SamlSettings> {
  const { signInEndpoint: endpoint, cert = given.signingCert, metadataUrl: url } = given
  if (url === undefined && (endpoint === undefined || cert === undefined))
    throw badRequest('Send metadataUrl, or signInEndpoint and cert.')
  return newSamlSettings(tenantId, inManagementApi(given), { mayLackIssuer: true }).catch(asDiscovery(url))
}

function asDiscovery(url: string | undefined): (error: unknown) => never {
  return (error) => {
    const isMetadata = error instanceof DomainError && error.field === 'metadata_url'
    throw isMetadata && url !== undefined ? discoveryFailure(error, url) : error
  }
}

/** Only what the body names. @throws as newSamlProvider() */
export function samlProviderChanges(
  tenantId: string,
  given: SamlBody,
  present: SamlOptions,
): Promise<Partial<SamlSettings>> {
  return samlSettingsOf(tenantId, inManagementApi(given), present).catch(asDiscovery(given.metadataUrl))
}

/** The Management API has other names for two of them. */
function inManagementApi({
  cert,
  idpInitiated,
  bindingMethod: _,
  icon_url: __,
  ...others
}: SamlBody): Record<string, unknown> {
  const { signingCert: other } = others
  if (cert !== undefined && other !== undefined && cert !== other)
    throw badRequest('cert and signingCert are two names of the same: send one of them.')
  return {
    ...others,
    signingCert: cert ?? other,
    idpinitiated: idpInitiated && { enabled: idpInitiated.enabled },
  }
}

export function samlOptionsWire(options: SamlOptions): Record<string, unknown> {
  const { signInEndpoint: endpoint, signingCert: encoded, ...wire } = samlWire(options)
  const cert = Buffer.from(String(encoded), 'base64').toString()
  return {
    ...('issuer' in wire ? { issuer: wire['issuer'] } : {}),
    signInEndpoint: endpoint,
    cert,
    signingCert: cert,
    protocolBinding: wire['protocolBinding'],
    signSAMLRequest: wire['signSAMLRequest'],
    signatureAlgorithm: 'rsa-sha256',
    digestAlgorithm: 'sha256',
    idpInitiated: wire['idpinitiated'],
  }
}
