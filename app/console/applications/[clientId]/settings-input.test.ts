import { describe, expect, it } from 'vitest'
import { clientFields } from '@/lib/domain/clients/client-fields'
import { clientProperties } from '@/lib/http/auth0/client-properties'
import { settingFields } from './settings-fields'
import { settingsInput } from './settings-input'

function parsed(fields: Record<string, unknown>) {
  return settingsInput.parse({ client_id: 'one', ...fields })
}

function problemOf(fields: Record<string, unknown>) {
  const { error } = settingsInput.safeParse({ client_id: 'one', ...fields })
  return error?.issues.map(({ path, message }) => [path[0], message])
}

describe('the form of an application’s settings', () => {
  it('names its fields as the Management API names the settings', () => {
    const properties = { ...clientProperties.summary, ...clientProperties.settings }
    const others = settingFields.map(({ name }) => name).filter((name) => !(name in properties))
    // In jwt_configuration and refresh_token.
    expect(others).toEqual(['id_token_lifetime', 'idle_refresh_token_lifetime'])
  })

  it('has only fields of settings, and each once', () => {
    const keys = settingFields.map(({ key }) => key)
    expect(keys.filter((key) => !(key in clientFields))).toEqual([])
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set(settingFields.map(({ name }) => name)).size).toBe(keys.length)
  })

  it('reads a value of each kind', () => {
    expect(
      parsed({
        name: 'Harbour web',
        logo_uri: '  ',
        initiate_login_uri: ' https://app.harbour.test/login ',
        callbacks: 'https://one.test\r\n\n https://two.test ',
        organization_usage: 'require',
        require_pkce: 'on',
        refresh_token: ' 3600 ',
      }),
    ).toMatchObject({
      id: 'one',
      name: 'Harbour web',
      logoUri: null,
      initiateLoginUri: 'https://app.harbour.test/login',
      redirectUris: ['https://one.test', 'https://two.test'],
      organizationUsage: 'require',
      requirePkce: true,
      refreshAbsoluteSeconds: 3600,
    })
  })

  it('leaves unchanged what is not sent, except for checkboxes, which are off', () => {
    const input: Record<string, unknown> = { ...parsed({}) }
    const expected = settingFields.map(({ kind }) => (kind === 'flag' ? false : undefined))
    expect(settingFields.map(({ key }) => input[key])).toEqual(expected)
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['no number', { id_token_lifetime: 'an hour' }, 'Enter a whole number of seconds from 1 to 2,592,000.'],
    ['an empty number', { id_token_lifetime: ' ' }, 'Enter a whole number of seconds from 1 to 2,592,000.'],
    ['a fraction', { refresh_token: '1.5' }, 'Enter a whole number of seconds from 1 to 157,788,000.'],
    [
      'a number above its limit',
      { id_token_lifetime: '2592001' },
      'Enter a whole number of seconds from 1 to 2,592,000.',
    ],
    ['another choice', { organization_usage: 'sometimes' }, 'Choose one of these.'],
    ['a long text', { name: 'x'.repeat(100_001) }, 'This is too long.'],
    ['a long list', { callbacks: 'x'.repeat(100_001) }, 'This is too long.'],
  ])('refuses %s at its field', (_, fields, message) => {
    expect(problemOf(fields)).toEqual([[Object.keys(fields)[0], message]])
  })
})
