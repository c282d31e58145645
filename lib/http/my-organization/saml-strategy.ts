import { z } from 'zod'
import { type SamlOptions, type SamlSettings, samlStrategy } from '@/lib/domain/connections/saml-options'
import { federationMetadataUrl } from '@/lib/federation/saml/provider-metadata'
import { samlRequest } from '../auth0/saml-body'
import { newSamlSettings, samlSettingsOf, samlWire } from '../auth0/saml-options'
import { DomainError } from '@/lib/errors'
import { discoveryFailure } from './discover'
import { badRequest } from './problem'

const { metadataUrl, signInEndpoint, signingCert, protocolBinding, signSAMLRequest } = samlRequest
const withoutEffect = z.string().max(2000).nullable().optional()

const samlp = z.strictObject({
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

const adfs = z.strictObject({
  adfs_server: samlRequest.adfs_server.optional().meta({ example: 'adfs.acme.test' }),
  fedMetadataXml: samlRequest.fedMetadataXml.optional(),
})

const pingfederate = samlp.omit({ signInEndpoint: true, protocolBinding: true, bindingMethod: true }).extend({
  pingFederateBaseUrl: samlRequest.pingFederateBaseUrl.min(1).meta({ example: 'https://sso.acme.test:9031' }),
})

/** Auth0’s options. PATCH takes a part of them. */
export const samlBodies = { samlp, adfs, pingfederate }

type SamlStrategy = keyof typeof samlBodies
type SamlBody = z.output<typeof samlp> & z.output<typeof adfs> & { pingFederateBaseUrl?: string | undefined }

export function samlStrategyOf({ product }: Pick<SamlOptions, 'product'>): SamlStrategy {
  return product ?? samlStrategy
}

/** Reads the metadata. @throws MyOrganizationProblem 400; ApiProblem 400; DomainError invalid, too_many */
export async function newSamlProvider(
  tenantId: string,
  strategy: SamlStrategy,
  given: SamlBody,
): Promise<SamlSettings> {
  const problem = missing[strategy](given)
  if (problem !== null) throw badRequest(problem)
  const product = strategy === samlStrategy ? undefined : strategy
  const settings = newSamlSettings(tenantId, inManagementApi(given), { mayLackIssuer: true, product })
  return settings.catch(asDiscovery(given))
}

/** What is missing, of what a new one needs. */
const missing: Record<SamlStrategy, (given: SamlBody) => string | null> = {
  samlp: ({ metadataUrl, signInEndpoint: endpoint, signingCert, cert = signingCert }) =>
    (metadataUrl ?? (endpoint && cert)) ? null : 'Send metadataUrl, or signInEndpoint and cert.',
  adfs: ({ adfs_server: server, fedMetadataXml }) =>
    (server ?? fedMetadataXml) ? null : 'Send adfs_server or fedMetadataXml.',
  pingfederate: ({ metadataUrl, cert, signingCert }) =>
    (metadataUrl ?? cert ?? signingCert) ? null : 'Send the certificate of PingFederate as signingCert.',
}

function asDiscovery({ metadataUrl, adfs_server: server }: SamlBody): (error: unknown) => never {
  const url = server === undefined ? metadataUrl : federationMetadataUrl(server)
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
  return samlSettingsOf(tenantId, inManagementApi(given), present).catch(asDiscovery(given))
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

/** What the strategy takes, but for metadata. */
export function samlOptionsWire(options: SamlOptions): Record<string, unknown> {
  const strategy = samlStrategyOf(options)
  const { signInEndpoint: endpoint, signingCert: encoded, ...wire } = samlWire(options)
  const cert = Buffer.from(String(encoded), 'base64').toString()
  const all = {
    ...wire,
    signInEndpoint: endpoint,
    cert,
    ...(strategy === samlStrategy && { signingCert: cert }),
    signatureAlgorithm: 'rsa-sha256',
    digestAlgorithm: 'sha256',
    idpInitiated: wire['idpinitiated'],
  }
  const { shape } = samlBodies[strategy]
  return Object.fromEntries(Object.entries(all).filter(([name]) => Object.hasOwn(shape, name)))
}
