import { samlOptions, type SamlOptions, samlStrategy } from './saml-options'

export interface SamlProvider {
  tenantId: string
  id: string
  strategy: typeof samlStrategy
  displayName: string
  options: SamlOptions
  sealedSecret: string
}

interface Row {
  tenantId: string
  id: string
  strategy: string
  displayName: string
  options: unknown
  sealedSecret: string | null
}

export function samlProviderOf({ tenantId, id, displayName, ...row }: Row): SamlProvider {
  const options = samlOptions.parse(row.options)
  return { tenantId, id, strategy: samlStrategy, displayName, options, sealedSecret: row.sealedSecret ?? '' }
}
