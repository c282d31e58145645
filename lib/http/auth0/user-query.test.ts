import { describe, expect, it } from 'vitest'
import { userQuery } from './user-query'

const jane = { of: 'emailBegins', is: 'jane' }

describe('a search of users', () => {
  it.each([
    ['', { of: 'all', matches: [] }],
    ['email:jane*', jane],
    ['email:"jane@tenant.test"', { of: 'email', is: 'jane@tenant.test' }],
    ['email:jane@tenant.test', { of: 'email', is: 'jane@tenant.test' }],
    ['name:"Jane \\"J\\" Doe"', { of: 'name', is: 'Jane "J" Doe' }],
    ['name:j\\*', { of: 'name', is: 'j*' }],
    ['user_id:"auth0|507f"', { of: 'id', is: 'auth0|507f' }],
    ['user_id:auth0|507f', { of: 'id', is: 'auth0|507f' }],
    ['identities.connection:"password"', { of: 'connection', is: 'password' }],
    ['blocked:true', { of: 'blocked', is: true }],
    ['email_verified:false', { of: 'email_verified', is: false }],
    ['jane', { of: 'word', is: 'jane' }],
    ['"jane doe"', { of: 'word', is: 'jane doe' }],
    ['ja*', { of: 'wordBegins', is: 'ja' }],
    [
      'organization_id:"org_1" AND email:jane*',
      { of: 'all', matches: [{ of: 'organization', is: 'org_1' }, jane] },
    ],
    ['email:jane* blocked:true', { of: 'all', matches: [jane, { of: 'blocked', is: true }] }],
    ['-blocked:true', { of: 'not', match: { of: 'blocked', is: true } }],
    [
      'blocked:true OR email:jane* AND NOT (jane OR ja*)',
      {
        of: 'any',
        matches: [
          { of: 'blocked', is: true },
          {
            of: 'all',
            matches: [
              jane,
              {
                of: 'not',
                match: {
                  of: 'any',
                  matches: [
                    { of: 'word', is: 'jane' },
                    { of: 'wordBegins', is: 'ja' },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
  ])('%s', (text, match) => {
    expect(userQuery(text)).toEqual(match)
  })

  it.each([
    'phone:1',
    'constructor:1',
    'email:*jane',
    'email:ja?e',
    'email:jane~',
    'email:',
    'email:"jane',
    'user_id:auth0*',
    'blocked:yes',
    'created_at:[2026-01-01 TO *]',
    'app_metadata.plan:"gold"',
    '(email:jane*',
    'email:jane*)',
    'email:jane* AND',
    'OR blocked:true',
    'AND',
    'NOT',
    '()',
    '('.repeat(11) + 'jane' + ')'.repeat(11),
    'a '.repeat(101),
    '*',
  ])('rejects %s, and names what is supported', (text) => {
    expect(() => userQuery(text)).toThrow(
      /Query validation error: 'Cannot read .+Known are email.+' on property q/,
    )
  })
})
