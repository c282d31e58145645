import { beforeAll, describe, expect, it } from 'vitest'
import { startApi, type Api, type ApiAnswer, type ApiCaller } from '@/test/api'
import { createTestTenant, type TestUser, type TestOrganization } from '@/test/fixtures/tenant'

let api: Api
let reader: ApiCaller
let [jane, janet, bob]: TestUser[] = []
let organization: TestOrganization

beforeAll(async () => {
  api = await startApi()
  const { tenant } = api
  reader = await api.asMachine(['read:users'])
  jane = await tenant.createUser({ email: 'jane@doe.test', name: 'Jane Doe' })
  janet = await tenant.createUser({ email: 'Janet@roe.test', name: 'Mary Janet Röe', isVerified: false })
  bob = await tenant.createUser({ email: 'bob@doe.test', name: 'Bob' })
  organization = await tenant.createOrganization({ owner: jane })
  await tenant.addMember(organization, someone(janet))
  await tenant.write((tx) => tx.user.updateMany({ where: { id: someone(bob).id }, data: { blocked: true } }))
  await tenant.write((tx) =>
    tx.identity.create({
      data: {
        id: 'idn_bob',
        userId: someone(bob).id,
        connectionId: tenant.connection('password'),
        subject: someone(bob).id,
        passwordHash: 'a secret hash',
      },
    }),
  )
})

function someone(person: TestUser | undefined): TestUser {
  if (!person) throw new Error('There is no user yet.')
  return person
}

function addresses({ rows, json }: ApiAnswer): unknown[] {
  const listed = rows.length > 0 ? rows : json['users']
  return Array.isArray(listed) ? listed.map(({ email }: { email: unknown }) => email) : []
}

async function found(q: string, more = ''): Promise<unknown[]> {
  return addresses(await reader.get(`users?sort=email:1&q=${encodeURIComponent(q)}${more}`))
}

const [atJane, atJanet, atBob] = ['jane@doe.test', 'Janet@roe.test', 'bob@doe.test']

describe('GET /users', () => {
  it('200: a plain list, the oldest first, in Auth0’s form, without credentials', async () => {
    const answer = await reader.get('users')
    expect(addresses(answer)).toEqual([atJane, atJanet, atBob])
    expect(answer.rows[2]).toMatchObject({
      user_id: someone(bob).id,
      name: 'Bob',
      nickname: 'bob',
      blocked: true,
      email_verified: true,
      identities: [
        { connection: 'password', provider: 'auth0', user_id: someone(bob).id.slice(6), isSocial: false },
      ],
    })
    expect(answer.rows[0]).toMatchObject({ identities: [{ connection: 'email', provider: 'email' }] })
    expect(answer.text).not.toContain('hash')
  })

  it('200: with the total and the length of the page, even past the end', async () => {
    const { json } = await reader.get('users?per_page=2&page=1&include_totals=true')
    expect(json).toMatchObject({ start: 2, limit: 2, length: 1, total: 3 })
    const end = await reader.get('users?per_page=2&page=9&include_totals=true')
    expect(end.json).toEqual({ start: 18, limit: 2, length: 0, total: 3, users: [] })
  })

  it.each(['', '&sort=name:-1', '&sort=last_login:1', '&sort=updated_at:-1', '&sort=email:1'])(
    '200: from checkpoints, the same as in one list%s',
    async (sort) => {
      const whole = addresses(await reader.get(`users?per_page=50${sort}`))
      const first = await reader.get(`users?take=2${sort}`)
      const second = await reader.get(`users?take=2${sort}&from=${String(first.json['next'])}`)
      expect([...addresses(first), ...addresses(second)]).toEqual(whole)
      expect(second.json['next']).toBeUndefined()
    },
  )

  it.each<[string, string[]]>([
    ['email:"JANET@roe.test"', [atJanet]],
    ['email:jan*', [atJane, atJanet]],
    ['email:Janet*', [atJanet]],
    ['email:doe*', []],
    ['name:jan*', [atJane, atJanet]],
    ['name:roe*', [atJanet]],
    ['name:bob@*', []],
    ['name:"jane doe"', [atJane]],
    ['doe.test', [atBob, atJane]],
    ['do*', [atBob, atJane]],
    ['blocked:true', [atBob]],
    ['email_verified:false', [atJanet]],
    ['email:jan* AND NOT email_verified:false', [atJane]],
    ['(email:jane@* OR email:bob*) AND blocked:false', [atJane]],
    ['identities.connection:"password"', [atBob]],
    ['identities.connection:"Username-Password-Authentication"', [atBob]],
    ['email:"nobody@doe.test"', []],
  ])('200: finds by %s', async (q, expected) => {
    expect((await found(q)).sort()).toEqual([...expected].sort())
  })

  it('200: finds by id, by organization, and also by connection', async () => {
    expect(await found(`user_id:"${someone(jane).id}"`)).toEqual([atJane])
    const inPlace = `organization_id:"${organization.id}"`
    expect((await found(inPlace)).sort()).toEqual([atJanet, atJane])
    expect(await found(`${inPlace} AND email:jane@*`, '&search_engine=v3')).toEqual([atJane])
    expect(addresses(await reader.get('users?connection=password'))).toEqual([atBob])
    expect(await found('jan*', '&connection=password')).toEqual([])
    const { json } = await reader.get('users?include_totals=true&q=blocked:true')
    expect(json).toMatchObject({ total: 1, length: 1 })
  })

  it('200: finds nothing of another tenant’s users and organizations', async () => {
    const other = await createTestTenant()
    const stranger = await other.createUser({ email: 'jane@far.test' })
    const far = await other.createOrganization({ owner: stranger })
    expect(await found('email:jane@far.test')).toEqual([])
    expect(await found(`organization_id:${far.id}`)).toEqual([])
  })

  it('200: with read:user_idp_tokens, and only the fields asked for', async () => {
    const { rows } = await (
      await api.asMachine(['read:user_idp_tokens'])
    ).get('users?fields=email,name&q=blocked:true')
    expect(rows).toEqual([{ email: atBob, name: 'Bob' }])
  })

  it.each([
    ['q=phone:1', 'invalid_query_string', 'Known are email'],
    ['q=email:*doe', 'invalid_query_string', 'Known are email'],
    ['search_engine=v2', 'invalid_query_string', 'search_engine'],
    ['sort=phone:1', 'invalid_query_string', 'sort'],
    ['sort=email', 'invalid_query_string', 'sort'],
    ['per_page=101', 'invalid_query_string', 'per_page'],
    ['page=21&per_page=50', 'invalid_paging', '1000 records'],
    ['take=2&from=elsewhere', 'invalid_query_string', 'from'],
    ['take=2&from=WyJ4IiwieSJd', 'invalid_query_string', 'from'],
  ])('400: %s', async (query, errorCode, part) => {
    const { status, json } = await reader.get(`users?${query}`)
    expect({ status, code: json['errorCode'] }).toEqual({ status: 400, code: errorCode })
    expect(json['message']).toContain(part)
  })
})

describe('GET /users-by-email', () => {
  it('200: the user in any letter case, or an empty list', async () => {
    expect(addresses(await reader.get('users-by-email?email=JANE%40Doe.test'))).toEqual([atJane])
    expect((await reader.get('users-by-email?email=nobody%40doe.test')).rows).toEqual([])
    expect((await reader.get('users-by-email?email=jane')).rows).toEqual([])
    const { rows } = await reader.get('users-by-email?email=jane%40doe.test&fields=user_id')
    expect(rows).toEqual([{ user_id: someone(jane).id }])
  })

  it('400: without an address', async () => {
    expect((await reader.get('users-by-email')).status).toBe(400)
  })
})

describe('GET /users/{id}', () => {
  it('200: one user, by the id in the path', async () => {
    const { json } = await reader.get(`users/${encodeURIComponent(someone(jane).id)}`)
    expect(json).toMatchObject({ email: atJane, app_metadata: {}, user_metadata: {}, blocked: false })
    expect(json['last_login']).toBeDefined()
  })

  it('404: the same for an unknown user and another tenant’s', async () => {
    const stranger = await (await createTestTenant()).createUser()
    for (const id of ['auth0|nobody', stranger.id]) {
      const { status, json } = await reader.get(`users/${encodeURIComponent(id)}`)
      expect(status).toBe(404)
      expect(json).toMatchObject({ message: 'The user does not exist.', errorCode: 'inexistent_user' })
    }
  })
})
