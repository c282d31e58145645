import { describe, expect, it } from 'vitest'
import { readLogQuery } from './log-query'
import { codeOf, typesOf } from './log-types'

describe('a query', () => {
  it.each([
    ['', []],
    ['user_id:auth0|1', [{ about: 'user', among: ['auth0|1'] }]],
    ['user_id:"auth0|1"', [{ about: 'user', among: ['auth0|1'] }]],
    ['log_id:(a OR "b")', [{ about: 'id', among: ['a', 'b'] }]],
    [
      'client_id:c  AND organization_id:o AND organization_name:acme AND ip:192.0.2.7',
      [
        { about: 'client', among: ['c'] },
        { about: 'organization', among: ['o'] },
        { about: 'slug', among: ['acme'] },
        { about: 'ip', among: ['192.0.2.7'] },
      ],
    ],
    [
      'user_name:(ann* OR "ben@tenant.test")',
      [
        {
          about: 'email',
          patterns: [
            { text: 'ann', isWhole: false },
            { text: 'ben@tenant.test', isWhole: true },
          ],
        },
      ],
    ],
    [
      'date:[2026-01-31 TO 2026-02-01T10:00:00.000Z}',
      [
        {
          about: 'date',
          from: { at: new Date('2026-01-31'), isIncluded: true },
          to: { at: new Date('2026-02-01T10:00:00Z'), isIncluded: false },
        },
      ],
    ],
    ['date:{* TO *]', [{ about: 'date', from: null, to: null }]],
    ['type:ss', [{ about: 'type', among: ['user.signed_up'], orNoneOf: null }]],
  ])('%s', (text, terms) => {
    expect(readLogQuery(text)).toEqual(terms)
  })

  it.each([
    'ann',
    'name:ann',
    'toString:ann',
    'type:s type:f',
    'type:s OR type:f',
    'NOT type:s',
    'type:(s f)',
    'type:()',
    'type:',
    'type:"s',
    'date:2026-01-31',
    'date:[yesterday TO *]',
    'date:[2026-13-01 TO *]',
    'type:[a TO b]',
    'AND',
    Array.from({ length: 21 }, () => 'type:s').join(' AND '),
  ])('rejects %s', (text) => {
    expect(readLogQuery(text)).toBeTypeOf('string')
  })
})

describe('a code', () => {
  it('means the event types that have it, and no others', () => {
    const signedOut = ['session.ended', 'session.ended_by_provider']
    expect(typesOf(['slo', 'nothing'])).toEqual({ among: signedOut, orNoneOf: null })
    expect(typesOf(['f']).among.every((type) => codeOf(type) === 'f')).toBe(true)
  })

  it('is sapi for event types without a code of their own', () => {
    const { among, orNoneOf } = typesOf(['sapi', 's'])
    expect([codeOf('role.created'), codeOf('something.new')]).toEqual(['sapi', 'sapi'])
    expect(among).toEqual(['session.started'])
    expect(orNoneOf).not.toContain('role.created')
    expect(orNoneOf).toContain('session.ended')
  })
})
