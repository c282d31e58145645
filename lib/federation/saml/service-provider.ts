import { type CacheProvider, SAML, ValidateInResponseTo } from '@node-saml/node-saml'
import { openProviderKey } from '@/lib/domain/connections/provider-secret'
import type { SamlProvider } from '@/lib/domain/connections/saml-provider'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { ProviderProblem } from '../provider-problem'
import { redirectUriOf } from '../redirect-uri'
import { clockSkewMilliseconds } from './times'

/** The library remembers nothing: requests are remembered in a cookie, used assertions in the database. */
const noCache: CacheProvider = {
  saveAsync: () => Promise.resolve(null),
  getAsync: () => Promise.resolve(null),
  removeAsync: () => Promise.resolve(null),
}

/** URL of the connection’s metadata, which is our entity ID too, as metadata at a well-known location is (Metadata, 4.1). */
export function entityIdOf({ url }: Pick<Tenant, 'url'>, connectionId: string): string {
  return `${url}/saml/${connectionId}/metadata`
}

export interface ServiceProviderOf {
  tenant: Pick<Tenant, 'url'>
  provider: SamlProvider
  /** For one request. */
  requestId?: string
}

/** @throws ProviderProblem client_refused if our key cannot be opened */
export async function serviceProviderOf({ tenant, provider, requestId }: ServiceProviderOf): Promise<SAML> {
  const { id, tenantId, options, sealedSecret } = provider
  const key = await openProviderKey({ tenantId, connectionId: id }, sealedSecret)
  if (key === null) throw new ProviderProblem('client_refused')
  return new SAML({
    issuer: entityIdOf(tenant, id),
    audience: entityIdOf(tenant, id),
    callbackUrl: redirectUriOf(tenant, id),
    entryPoint: options.signInUrl,
    idpIssuer: options.issuer,
    idpCert: options.certificates,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: true,
    acceptedClockSkewMs: clockSkewMilliseconds,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    validateInResponseTo: ValidateInResponseTo.never,
    cacheProvider: noCache,
    decryptionPvk: key,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    ...(options.signsRequests ? { privateKey: key, publicCert: options.ownCertificate } : {}),
    ...(requestId === undefined ? {} : { generateUniqueId: () => requestId }),
  })
}
