import { connectionName } from '@/lib/domain/connections/connection-fields'
import { findNamedSamlProvider, findSamlProvider } from '@/lib/domain/connections/saml-responses'
import type { SamlProvider } from '@/lib/domain/connections/find-provider'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { currentTenant } from '@/lib/web/tenant'
import { inXml } from './outgoing-message'
import { registeredAddresses, signOutUrlOf } from './service-urls'

const bindings = 'urn:oasis:names:tc:SAML:2.0:bindings'
const encryptionMethods = [
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
]

/** Ours, of one connection: its entity ID, URLs and certificate. Null for an unknown connection. */
export async function findSamlMetadata(connectionId: string): Promise<string | null> {
  const tenant = await currentTenant()
  const provider = await findSamlProvider({ tenantId: tenant.id, connectionId })
  return provider && serviceMetadata(tenant, provider)
}

/** Ours, of one connection, in PEM. Null for an unknown connection. */
export async function findSamlCertificate(tenant: Tenant, connectionId: string): Promise<string | null> {
  const provider = await findSamlProvider({ tenantId: tenant.id, connectionId })
  return provider && `${provider.options.ownCertificate.trim()}\n`
}

/** As findSamlMetadata(), by the connection’s name. */
export async function findNamedSamlMetadata(given: string): Promise<string | null> {
  const { data: name } = connectionName.safeParse(given)
  if (name === undefined) return null
  const tenant = await currentTenant()
  const provider = await findNamedSamlProvider(tenant.id, name)
  return provider && serviceMetadata(tenant, provider)
}

export function metadataAnswer(metadata: string | null): Response {
  if (metadata === null) return new Response('There is no such connection.', { status: 404 })
  const headers = { 'content-type': 'application/samlmetadata+xml', 'cache-control': 'no-store' }
  return new Response(metadata, { headers })
}

/** The certificate is for signatures as well: logout messages are always signed. */
export function serviceMetadata(tenant: Pick<Tenant, 'url'>, provider: SamlProvider): string {
  const { id, options } = provider
  const { ownCertificate, signsRequests } = options
  const { entityId, acsUrl } = registeredAddresses(tenant, provider)
  const data = ownCertificate.replace(/-----[A-Z ]+-----|\s/g, '')
  const logout = inXml(signOutUrlOf(tenant, id))
  const methods = encryptionMethods.map((one) => `<EncryptionMethod Algorithm="${one}"/>`).join('')
  return `<?xml version="1.0"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${inXml(entityId)}">
  <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" AuthnRequestsSigned="${signsRequests}" WantAssertionsSigned="true">
    <KeyDescriptor use="signing">${keyInfo(data)}</KeyDescriptor>
    <KeyDescriptor use="encryption">${keyInfo(data)}${methods}</KeyDescriptor>
    <SingleLogoutService Binding="${bindings}:HTTP-Redirect" Location="${logout}"/>
    <SingleLogoutService Binding="${bindings}:HTTP-POST" Location="${logout}"/>
    <AssertionConsumerService index="1" isDefault="true" Binding="${bindings}:HTTP-POST" Location="${inXml(acsUrl)}"/>
  </SPSSODescriptor>
</EntityDescriptor>
`
}

function keyInfo(data: string): string {
  return `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${data}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`
}
