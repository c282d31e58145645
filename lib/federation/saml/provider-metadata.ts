import { reserveProviderRequest } from '@/lib/domain/connections/authorization-state'
import { mayBeCalled, mustBePublic } from '@/lib/domain/connections/provider-url'
import { initialSettings } from '@/lib/domain/connections/create-saml-connection'
import {
  type ProviderMetadata,
  type SamlBinding,
  validateSamlSettings,
} from '@/lib/domain/connections/saml-options'
import { invalid } from '@/lib/errors'
import { waitElsewhere } from '@/lib/waiting-elsewhere'
import { guardedFetch } from '../guarded-fetch'
import { ProviderProblem } from '../provider-problem'
import { attributeOf, childrenOf, elementsOf, isElement, parseXml, textOf, wrongXml } from './xml'

const metadataLimits = { characters: 300_000, elements: 5000 }
const bindings = {
  'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect': 'redirect',
  'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST': 'post',
} as const

/** @throws DomainError invalid at `metadata_url`; too_many */
export async function fetchProviderMetadata(tenantId: string, address: string): Promise<ProviderMetadata> {
  const url = URL.parse(address)
  if (!url || !mayBeCalled(url)) throw invalid('metadata_url', mustBePublic('The metadata URL', url))
  await reserveProviderRequest(tenantId)
  const text = await waitElsewhere(() => fetchText(url)).catch((error: unknown) => {
    if (!(error instanceof ProviderProblem)) throw error
    throw invalid(
      'metadata_url',
      error.reason === 'not_public'
        ? mustBePublic('The metadata URL', url)
        : 'No metadata could be read there. Check that it can be opened in a browser, or paste it below.',
    )
  })
  return parseProviderMetadata(text, 'metadata_url')
}

/** AD FS has its metadata at one path. `server`: a host, or a URL with or without that path. */
export function federationMetadataUrl(server: string): string {
  const url = URL.parse(server.includes('://') ? server : `https://${server}`)
  if (url?.pathname === '/') url.pathname = '/FederationMetadata/2007-06/FederationMetadata.xml'
  return url?.href ?? server
}

async function fetchText(url: URL): Promise<string> {
  const headers = { accept: 'application/samlmetadata+xml, application/xml, text/xml' }
  const request = { method: 'GET', headers, body: undefined, redirect: 'manual' } as const
  const response = await guardedFetch(url.href, request)
  if (response.status !== 200) throw new ProviderProblem('unreachable')
  return response.text()
}

type MetadataField = 'metadata' | 'metadata_url' | 'metadata_file'

/** Of the one identity provider in it (Metadata, 2.4.3). @throws DomainError invalid, at `field` */
export function parseProviderMetadata(xml: string, field: MetadataField): ProviderMetadata {
  try {
    return readProviderMetadata(xml, field)
  } catch (error) {
    if (error instanceof ProviderProblem) throw invalid(field, 'This is not the metadata of a SAML provider.')
    throw error
  }
}

function readProviderMetadata(xml: string, field: MetadataField): ProviderMetadata {
  const text = xml.replace(/<!--[^-]*(-[^-]+)*-->/g, '').replace(/^\uFEFF/, '')
  const root = parseXml(text, metadataLimits)
  if (isElement(root, 'metadata', 'IDPSSODescriptor')) throw wrongXml('no entity around it')
  const [descriptor, ...others] = elementsOf(root).filter((one) =>
    isElement(one, 'metadata', 'IDPSSODescriptor'),
  )
  if (!descriptor) throw invalid(field, 'This metadata describes no identity provider of SAML 2.0.')
  if (others.length > 0) throw invalid(field, 'This metadata describes more than one identity provider.')
  const issuer = attributeOf(descriptor.parentNode as Element, 'entityID') ?? ''
  const signIn = serviceOf(descriptor, 'SingleSignOnService')
  if (!signIn) throw invalid(field, 'This provider takes no sign-in requests by HTTP-Redirect or HTTP-POST.')
  const settings = {
    issuer,
    signInUrl: signIn.url,
    signInBinding: signIn.binding,
    ...signOutOf(descriptor),
    certificates: certificatesOf(descriptor),
    signsRequests: attributeOf(descriptor, 'WantAuthnRequestsSigned') === 'true',
  } as const
  const {
    allowsUnsolicited: _,
    signsOutThere: _there,
    attributes: _usual,
    ...metadata
  } = validateSamlSettings({ ...settings, ...initialSettings }, field)
  return metadata
}

function signOutOf(descriptor: Element) {
  const { url, binding, responseUrl } = serviceOf(descriptor, 'SingleLogoutService') ?? noService
  return { signOutUrl: url, signOutBinding: binding, signOutResponseUrl: responseUrl }
}

const noService = { url: null, binding: 'redirect', responseUrl: null } as const

interface Service {
  url: string
  binding: SamlBinding
  responseUrl: string | null
}

/** By HTTP-Redirect, or else by HTTP-POST; null without both. */
function serviceOf(descriptor: Element, name: 'SingleSignOnService' | 'SingleLogoutService'): Service | null {
  const services = childrenOf(descriptor, 'metadata', name)
  for (const [urn, binding] of Object.entries(bindings)) {
    const found = services.find((service) => attributeOf(service, 'Binding') === urn)
    const url = found && attributeOf(found, 'Location')
    if (url) return { url, binding, responseUrl: attributeOf(found, 'ResponseLocation') }
  }
  return null
}

function certificatesOf(descriptor: Element): string[] {
  return childrenOf(descriptor, 'metadata', 'KeyDescriptor')
    .filter((key) => attributeOf(key, 'use') !== 'encryption')
    .flatMap((key) => elementsOf(key))
    .filter((one) => isElement(one, 'signature', 'X509Certificate'))
    .map(textOf)
}
