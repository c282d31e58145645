import { invalid } from '@/lib/errors'

/** Providers that the Management API has strategies of their own for. Each works as the strategy beside it. */
export const strategyOfProduct = {
  okta: 'oidc',
  waad: 'windowslive',
  'google-apps': 'google-oauth2',
  adfs: 'samlp',
  pingfederate: 'samlp',
} as const

export type Product = keyof typeof strategyOfProduct

export const products = Object.keys(strategyOfProduct) as [Product, ...Product[]]

/** Their provider is in `saml` of a connection, not in `options`. */
export const samlProducts = ['adfs', 'pingfederate'] as const
export type SamlProduct = (typeof samlProducts)[number]

export function isSamlProduct(product: Product | undefined): product is SamlProduct {
  return samlProducts.some((one) => one === product)
}

export function isProduct(name: string): name is Product {
  return Object.hasOwn(strategyOfProduct, name)
}

interface Identifying {
  product?: Product | undefined
  issuer: string
  hostedDomain?: string | undefined
}

/** What a product is identified by cannot be taken from it later. @throws DomainError invalid, at the field */
export function assertProduct(strategy: string, { product, issuer, hostedDomain }: Identifying): void {
  if (product === undefined) return
  if (strategyOfProduct[product] !== strategy) throw invalid('product', 'This is not such a provider.')
  if (product === 'okta' && new URL(issuer).pathname !== '/')
    throw invalid('issuer', 'An Okta connection has the issuer of its domain. For another one, use oidc.')
  if (product === 'waad' && isForEveryDirectory(issuer))
    throw invalid('issuer', 'Name the one directory whose users can sign in.')
  if (product === 'google-apps' && !hostedDomain)
    throw invalid('hosted_domain', 'Name the domain of the Google Workspace.')
}

/** Anyone can create a Microsoft directory and its addresses, so this issuer cannot verify an enterprise’s. */
export function isForEveryDirectory(issuer: string): boolean {
  const { hostname, pathname } = new URL(issuer)
  return (
    hostname === 'login.microsoftonline.com' && /^\/(common|organizations|consumers)(\/|$)/i.test(pathname)
  )
}
