import { type CacheProvider, SAML, ValidateInResponseTo } from '@node-saml/node-saml'
import { openProviderKey } from '@/lib/domain/connections/provider-secret'
import type { SamlBinding } from '@/lib/domain/connections/saml-options'
import type { SamlProvider } from '@/lib/domain/connections/find-provider'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { ProviderProblem } from '../provider-problem'
import { registeredAddresses, type ServiceAddresses } from './service-urls'
import { clockSkewMilliseconds } from './times'

/** The library remembers nothing: requests are remembered in a cookie, used assertions in the database. */
const noCache: CacheProvider = {
  saveAsync: () => Promise.resolve(null),
  getAsync: () => Promise.resolve(null),
  removeAsync: () => Promise.resolve(null),
}

export interface ServiceProviderOf {
  tenant: Pick<Tenant, 'url'>
  provider: SamlProvider
  /** By default those that are registered. */
  addresses?: ServiceAddresses
  /** For one request. */
  requestId?: string
  /** By which the request is sent. */
  binding?: SamlBinding
}

/** PKCS #8 in PEM. @throws ProviderProblem client_refused if our key cannot be opened */
export async function serviceKeyOf({ tenantId, id, sealedSecret }: SamlProvider): Promise<string> {
  const key = await openProviderKey({ tenantId, connectionId: id }, sealedSecret)
  if (key === null) throw new ProviderProblem('client_refused')
  return key
}

/** @throws ProviderProblem client_refused if our key cannot be opened */
export async function serviceProviderOf({
  tenant,
  provider,
  addresses = registeredAddresses(tenant, provider),
  requestId,
  binding = 'redirect',
}: ServiceProviderOf): Promise<SAML> {
  const { options } = provider
  const { entityId, acsUrl } = addresses
  const key = await serviceKeyOf(provider)
  return new SAML({
    issuer: entityId,
    audience: entityId,
    callbackUrl: acsUrl,
    entryPoint: options.signInUrl,
    idpCert: options.certificates,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: true,
    acceptedClockSkewMs: clockSkewMilliseconds,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    validateInResponseTo: ValidateInResponseTo.never,
    cacheProvider: noCache,
    decryptionPvk: key,
    skipRequestCompression: binding === 'post',
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    ...(options.issuer === null ? {} : { idpIssuer: options.issuer }),
    ...(options.signsRequests ? { privateKey: key, publicCert: options.ownCertificate } : {}),
    ...(requestId === undefined ? {} : { generateUniqueId: () => requestId }),
  })
}
