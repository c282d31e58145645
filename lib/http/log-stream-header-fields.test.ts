import { describe, expect, it } from 'vitest'
import { customHeadersIn } from './log-stream-header-fields'

const present = ['x-source', '__proto__']

describe('the custom headers of a form', () => {
  it.each<[string, Record<string, unknown>, unknown]>([
    ['rows that are left empty', { new_header_0_name: ' ', new_header_0_secret: '' }, undefined],
    ['those that stay', { 'header x-source secret': '' }, undefined],
    ['one that is removed', { 'header x-source removed': 'on' }, [{ name: '__proto__' }]],
    [
      'a new value',
      { 'header x-source secret': 'pier' },
      [{ name: 'x-source', value: 'pier' }, { name: '__proto__' }],
    ],
    [
      'one more, which leaves the others as they are',
      { new_header_1_name: 'x-team ', new_header_1_secret: 'pilots' },
      [{ name: 'x-source' }, { name: '__proto__' }, { name: 'x-team', value: 'pilots' }],
    ],
    [
      'what is not text, belongs to a header that is not shown, or is in a third row',
      { new_header_0_name: ['x'], 'header x-other removed': 'on', new_header_2_name: 'x' },
      undefined,
    ],
  ])('%s', (_, form, headers) => {
    expect(customHeadersIn(form, present)).toEqual(headers)
  })

  it.each<[string, Record<string, unknown>, unknown]>([
    ['none', {}, undefined],
    ['a name without a value', { new_header_0_name: 'x-team' }, [{ name: 'x-team' }]],
    ['a value without a name', { new_header_0_secret: 'pilots' }, [{ name: '', value: 'pilots' }]],
  ])('where there are none yet: %s', (_, form, headers) => {
    expect(customHeadersIn(form, [])).toEqual(headers)
  })
})
