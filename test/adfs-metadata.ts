import type { SamlKeys } from './saml-identity-provider'

interface AdfsFacts {
  /** Of the server, without a path. */
  url: string
  issuer: string
  /** With which it signs tokens: the present one, and the next one while it changes. */
  signing: readonly SamlKeys[]
  /** For which tokens to AD FS itself are encrypted. */
  encryption: SamlKeys
  /** Whether its SAML 2.0 endpoints are turned on. */
  hasSaml?: boolean
}

const wsFederation = 'http://docs.oasis-open.org/wsfed/federation/200706'
const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'
const offered = [
  ['E-Mail Address', `${claims}/emailaddress`],
  ['Given Name', `${claims}/givenname`],
  ['Name', `${claims}/name`],
  ['UPN', `${claims}/upn`],
  ['Surname', `${claims}/surname`],
  ['Name ID', `${claims}/nameidentifier`],
  ['Group', 'http://schemas.xmlsoap.org/claims/Group'],
  ['Primary SID', 'http://schemas.microsoft.com/ws/2008/06/identity/claims/primarysid'],
] as const
const nameIdFormats = [
  'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
].map((format) => `<NameIDFormat>${format}</NameIDFormat>`)

/**
 * The document at /FederationMetadata/2007-06/FederationMetadata.xml, as AD FS writes it: signed, with two roles of
 * WS-Federation, and AD FS as a service provider, before the one identity provider of SAML 2.0.
 */
export function adfsMetadata({ url, issuer, signing, encryption, hasSaml = true }: AdfsFacts): string {
  const signingKeys = signing.map((keys) => keyDescriptor('signing', keys)).join('')
  const encryptionKey = keyDescriptor('encryption', encryption)
  return [
    `<?xml version="1.0" encoding="utf-8"?><EntityDescriptor ID="_5b8d6a1e-3c1f-4a4e-9d1c-7f2e7d0c9a10" entityID="${issuer}" xmlns="urn:oasis:names:tc:SAML:2.0:metadata">`,
    signature(signing),
    role(
      'ApplicationServiceType',
      encryptionKey + claimTypes('ClaimTypesRequested', ' Optional="true"'),
      url,
    ),
    role('SecurityTokenServiceType', signingKeys + claimTypes('ClaimTypesOffered', ''), url),
    hasSaml ? samlRoles(url, encryptionKey + signingKeys) : '',
    '<ContactPerson contactType="support"/></EntityDescriptor>',
  ].join('')
}

function samlRoles(url: string, keys: string): string {
  const at = `Location="${url}/adfs/ls/"`
  const both = (name: string) =>
    ['HTTP-Redirect', 'HTTP-POST'].map((one) => `<${name} Binding="${binding(one)}" ${at}/>`).join('')
  const protocol = 'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"'
  const shared = `${keys}${both('SingleLogoutService')}${nameIdFormats.join('')}`
  const consumers = ['HTTP-POST', 'HTTP-Artifact', 'HTTP-Redirect'].map(
    (one, index) =>
      `<AssertionConsumerService Binding="${binding(one)}" ${at} index="${index}" isDefault="${index === 0}"/>`,
  )
  const attributes = offered.map(
    ([name, uri]) =>
      `<Attribute Name="${uri}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri" FriendlyName="${name}" xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/>`,
  )
  return [
    `<SPSSODescriptor WantAssertionsSigned="true" ${protocol}>${shared}${consumers.join('')}</SPSSODescriptor>`,
    `<IDPSSODescriptor ${protocol}>${shared}${both('SingleSignOnService')}${attributes.join('')}</IDPSSODescriptor>`,
  ].join('')
}

function binding(name: string): string {
  return `urn:oasis:names:tc:SAML:2.0:bindings:${name}`
}

function role(type: string, content: string, url: string): string {
  const endpoint = (name: string, path: string) =>
    `<fed:${name}><EndpointReference xmlns="http://www.w3.org/2005/08/addressing"><Address>${url}${path}</Address></EndpointReference></fed:${name}>`
  return [
    `<RoleDescriptor xsi:type="fed:${type}" protocolSupportEnumeration="http://docs.oasis-open.org/ws-sx/ws-trust/200512 http://schemas.xmlsoap.org/ws/2005/02/trust ${wsFederation}"`,
    ` ServiceDisplayName="Acme" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:fed="${wsFederation}">${content}`,
    endpoint('SecurityTokenServiceEndpoint', '/adfs/services/trust/2005/certificatemixed'),
    `${endpoint('PassiveRequestorEndpoint', '/adfs/ls/')}</RoleDescriptor>`,
  ].join('')
}

function claimTypes(name: string, attribute: string): string {
  const types = offered.map(
    ([label, uri]) =>
      `<auth:ClaimType Uri="${uri}"${attribute} xmlns:auth="http://docs.oasis-open.org/wsfed/authorization/200706"><auth:DisplayName>${label}</auth:DisplayName><auth:Description>${label} of the user</auth:Description></auth:ClaimType>`,
  )
  return `<fed:${name}>${types.join('')}</fed:${name}>`
}

function keyDescriptor(use: string, keys: SamlKeys): string {
  return `<KeyDescriptor use="${use}">${keyInfo(keys)}</KeyDescriptor>`
}

function keyInfo({ certificate }: SamlKeys): string {
  const text = certificate.replace(/-----[A-Z ]+-----|\s/g, '')
  return `<KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${text}</X509Certificate></X509Data></KeyInfo>`
}

/** Of the document. Foyer does not check it: it would be by a certificate of the document itself. */
function signature([keys]: readonly SamlKeys[]): string {
  const info = keys ? keyInfo(keys) : ''
  return [
    '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>',
    '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>',
    '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>',
    '<ds:Reference URI="#_5b8d6a1e-3c1f-4a4e-9d1c-7f2e7d0c9a10"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>',
    `<ds:DigestValue>AAAA</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue>AAAA</ds:SignatureValue>${info}</ds:Signature>`,
  ].join('')
}
