import { expect, it } from 'vitest'
import { findSamlGuide, samlGuideOf, samlGuides } from './saml-guides'

it('each guide has the values that its product asks for', () => {
  for (const { key, steps } of samlGuides.filter((one) => one.key !== 'google-workspace')) {
    const copied = steps.flatMap((step) => step.copies ?? [])
    for (const value of ['acs-url', 'entity-id', 'sign-out-url'] as const)
      expect(copied, key).toContain(value)
  }
  expect(findSamlGuide('google-workspace').steps.flatMap((step) => step.copies ?? [])).toEqual([])
  expect([findSamlGuide('adfs').label, findSamlGuide('pingfederate').label]).toEqual([
    'AD FS',
    'PingFederate',
  ])
  expect(findSamlGuide('constructor').key).toBe('other')
  expect(findSamlGuide(undefined).key).toBe('other')
})

it.each([
  ['http://www.okta.com/exk1', 'okta'],
  ['https://sts.windows.net/11111111-2222-3333-4444-555555555555/', 'entra'],
  ['https://login.acme.test/realms/acme', 'keycloak'],
  ['http://adfs.acme.test/adfs/services/trust', 'adfs'],
  ['https://attacker.test/?/adfs/services/trust', 'other'],
  ['https://login.acme.test/idp', 'other'],
  ['https://attacker.test/?http://www.okta.com/', 'other'],
])('the entity ID %s is of %s', (issuer, key) => {
  expect(samlGuideOf({ issuer }).key).toBe(key)
})

it.each(['adfs', 'pingfederate'] as const)('%s has its guide, whatever its entity ID', (product) => {
  for (const issuer of [null, 'https://login.acme.test/idp', 'http://www.okta.com/exk1'])
    expect(samlGuideOf({ product, issuer }).key).toBe(product)
})
