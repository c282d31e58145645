import { expect, it } from 'vitest'
import { effectiveColors, opaqueColors } from './color'

it.each([
  ['#00f', '#0000ff'],
  ['#00F8', '#0000ff'],
  ['#0000FF', '#0000ff'],
  ['#0000FF80', '#0000ff'],
  ['blue', null],
  ['#12345', null],
  [null, null],
])('%s is shown as %s', (given, expected) => {
  const all = { primaryColor: expected, backgroundColor: '#eeeeee' }
  expect(opaqueColors({ primaryColor: given, backgroundColor: '#EEE' })).toEqual(all)
})

it.each([
  [{ primaryColor: null, backgroundColor: null }, true],
  [{ primaryColor: '#0f766e', backgroundColor: null }, false],
  [{ primaryColor: null, backgroundColor: '#eeeeee' }, false],
])('%o is replaced by the tenant’s: %s', (own, isTenants) => {
  const tenants = { primaryColor: '#8a1c7c', backgroundColor: '#ffffff' }
  expect(effectiveColors(own, tenants)).toEqual(isTenants ? tenants : own)
})
