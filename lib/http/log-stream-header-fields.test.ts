import { describe, expect, it } from 'vitest'
import { customHeadersIn } from './log-stream-header-fields'

const present = { header_0_name: 'x-source', header_0_secret: '', header_0_present: 'on' }

describe('the custom headers of a form', () => {
  it.each<[string, Record<string, unknown>, unknown]>([
    ['none', {}, undefined],
    ['rows that are left empty', { header_0_name: ' ', header_0_secret: '' }, undefined],
    ['one that stays', { ...present, header_1_name: '', header_1_secret: '' }, undefined],
    ['one that is removed', { ...present, header_0_removed: 'on' }, []],
    ['a new value', { ...present, header_0_secret: 'pier' }, [{ name: 'x-source', value: 'pier' }]],
    [
      'one more, which leaves the others as they are',
      { ...present, header_9_name: 'x-team ', header_9_secret: 'pilots' },
      [{ name: 'x-source' }, { name: 'x-team', value: 'pilots' }],
    ],
    ['a name without a value', { header_0_name: 'x-team' }, [{ name: 'x-team' }]],
    ['a value without a name', { header_0_secret: 'pilots' }, [{ name: '', value: 'pilots' }]],
    ['an eleventh row, and what is no text', { header_10_name: 'x', header_0_name: ['x'] }, undefined],
  ])('%s', (_, form, headers) => {
    expect(customHeadersIn(form)).toEqual(headers)
  })
})
