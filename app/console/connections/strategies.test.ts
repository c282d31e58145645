import { expect, it } from 'vitest'
import type { SamlOptions } from '@/lib/domain/connections/saml-options'
import { samlSettings } from '@/test/saml-fixture'
import { strategyLabel } from './strategies'

function bySaml(product?: SamlOptions['product']): SamlOptions {
  return { ...samlSettings(''), ownCertificate: '', product }
}

it.each([
  ['oidc', null, 'OpenID Connect'],
  ['password', null, 'Password'],
  ['samlp', bySaml(), 'SAML 2.0'],
  ['samlp', bySaml('adfs'), 'AD FS'],
  ['samlp', bySaml('pingfederate'), 'PingFederate'],
  ['unknown', null, 'unknown'],
] as const)('a connection of the strategy %s is shown as what it was created as', (strategy, saml, label) => {
  expect(strategyLabel({ strategy, saml })).toBe(label)
})
