import { beforeAll, describe, expect, it } from 'vitest'
import { startApi, type Api, type ApiCaller } from '@/test/api'

let api: Api
let operator: ApiCaller

beforeAll(async () => {
  api = await startApi()
  operator = await api.asMachine([
    ...(['create:organizations', 'create:organization_connections', 'read:roles', 'create:users'] as const),
    ...(['create:connections', 'update:branding', 'read:refresh_tokens', 'update:organizations'] as const),
  ])
})

/** The sentence after `Payload validation error: `. */
async function sentenceFor(method: string, path: string, body?: unknown): Promise<string> {
  const { status, json } = await operator.send(method, path, body)
  expect([status, json['error']]).toEqual([400, 'Bad Request'])
  const part = json['errorCode'] === 'invalid_query_string' ? 'Query' : 'Payload'
  return String(json['message']).replace(`${part} validation error: `, '')
}

const name = 'new-one'
const red = "'Object didn't pass validation for format html-color: red'"
const http = "'Object didn't pass validation for format strict-https-uri-or-null: http://a.test/'"

describe('POST /organizations', () => {
  it.each<[string, object]>([
    ["'Missing required property: name'.", {}],
    ["'Missing required property: name'.", { display_name: 5 }],
    ["'Additional properties not allowed: one, two'.", { name, one: 1, two: 2 }],
    [
      "'Missing required property: page_background' on property branding.colors.",
      { name, branding: { colors: { primary: '#fff' } } },
    ],
    [
      "'Missing required property: connection_id' on property enabled_connections[1].",
      { name, enabled_connections: [{ connection_id: 'con_x' }, {}] },
    ],
    [
      "'Additional properties not allowed: id' on property enabled_connections[0].",
      { name, enabled_connections: [{ connection_id: 'con_x', id: 'x' }] },
    ],
    [
      `${red} on property branding.colors.primary.`,
      { name, branding: { colors: { primary: 'red', page_background: '#fff' } } },
    ],
    [`${http} on property branding.logo_url.`, { name, branding: { logo_url: 'http://a.test/' } }],
  ])('400: %s', async (sentence, body) => {
    expect(await sentenceFor('POST', 'organizations', body)).toBe(sentence)
  })
})

describe('POST /users', () => {
  it('400: an invalid address, in Auth0’s words', async () => {
    const sentence = "'Object didn't pass validation for format email: nobody' on property email."
    expect(await sentenceFor('POST', 'users', { connection: 'password', email: 'nobody' })).toBe(sentence)
  })
})

describe('POST /connections', () => {
  it('400: no strategy', async () => {
    expect(await sentenceFor('POST', 'connections', { name })).toBe("'Missing required property: strategy'.")
  })
})

describe('PATCH /branding', () => {
  it.each<[string, object]>([
    [`${red} on property colors.primary.`, { colors: { primary: 'red' } }],
    [`${http} on property favicon_url.`, { favicon_url: 'http://a.test/' }],
    [
      "'Missing required property: start' on property colors.page_background.",
      { colors: { page_background: { type: 'linear-gradient' } } },
    ],
  ])('400: %s', async (sentence, body) => {
    expect(await sentenceFor('PATCH', 'branding', body)).toBe(sentence)
  })
})

describe('GET /roles', () => {
  it('400: type=organization without owner_id', async () => {
    expect(await sentenceFor('GET', 'roles?type=organization')).toBe("'Missing required property: owner_id'.")
  })
})

describe('GET /refresh-tokens', () => {
  it('400: without user_id', async () => {
    expect(await sentenceFor('GET', 'refresh-tokens')).toBe("'Missing required property: user_id'.")
  })
})
