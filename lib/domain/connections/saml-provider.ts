import { samlOptions, type SamlOptions, samlStrategy } from './saml-options'

export interface SamlProvider {
  tenantId: string
  id: string
  name: string
  strategy: typeof samlStrategy
  displayName: string
  options: SamlOptions
  sealedSecret: string
}

interface Row {
  tenantId: string
  id: string
  name: string
  strategy: string
  displayName: string
  options: unknown
  sealedSecret: string | null
}

export function samlProviderOf({ tenantId, id, name, displayName, ...row }: Row): SamlProvider {
  const options = samlOptions.parse(row.options)
  const sealedSecret = row.sealedSecret ?? ''
  return { tenantId, id, name, strategy: samlStrategy, displayName, options, sealedSecret }
}
