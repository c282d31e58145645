import { sha256Hex } from '../crypto/digest'
import type { ProviderOptions } from './provider-options'
import type { SamlOptions } from './saml-options'

interface Provider {
  options: Pick<ProviderOptions, 'issuer' | 'hostedDomain'> | null
  saml: Pick<SamlOptions, 'issuer' | 'certificates'> | null
}

/** Identifies what is confirmed: the issuer or, with SAML, the entity ID and the certificates. */
export function confirmable({ options, saml }: Provider): string {
  const provider = saml ? [saml.issuer, saml.certificates] : [options?.issuer, options?.hostedDomain]
  return sha256Hex(JSON.stringify(provider))
}
