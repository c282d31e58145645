import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { standardClaims } from '@/lib/domain/connections/option-values'
import { providerOptions } from '@/lib/domain/connections/provider-options'
import { ProviderFields } from './provider-fields'

function isOfferTicked(props: Parameters<typeof ProviderFields>[0]): boolean {
  const html = renderToStaticMarkup(<ProviderFields {...props} />)
  const [box] = /<input[^>]*name="offered"[^>]*>/.exec(html) ?? []
  if (box === undefined) throw new Error('There is no such checkbox.')
  return box.includes('checked=""')
}

describe('whether organizations can enable a connection themselves', () => {
  it.each([
    ['oidc', false],
    ['windowslive', false],
    ['google-oauth2', true],
    ['github', true],
  ])('of a new one by %s: %s, until the operator says otherwise', (strategy, isTicked) => {
    expect(isOfferTicked({ strategy })).toBe(isTicked)
  })

  it('of one that exists: as it is, or as it is for its kind', () => {
    const issuer = 'https://login.microsoftonline.com/common/v2.0'
    const saved = { issuer, clientId: 'foyer', clientAuthentication: 'client_secret_post', domains: [] }
    const options = providerOptions.parse({ ...saved, scopes: [], claims: standardClaims })
    const of = { strategy: 'windowslive', options }
    expect(isOfferTicked({ ...of, isOfOneCompany: false })).toBe(true)
    expect(isOfferTicked({ ...of, isOfOneCompany: true })).toBe(false)
    const offered = { ...options, offeredToOrganizations: true }
    expect(isOfferTicked({ ...of, options: offered, isOfOneCompany: true })).toBe(true)
  })
})
