import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { managementPermissions } from '@/lib/access'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { createProvider } from '@/test/fixtures/connections'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import { rounds, timeoutOfRounds } from '@/test/rounds'
import { operations } from './table'

const times = rounds(10)

interface Owned {
  owner: TestUser
  organization: TestOrganization
  /** A role that makes owners, and is not the tenant’s only one. */
  roleId: string
}
interface Act {
  path: string
  body?: object
}

let api: Api
let machine: ApiCaller
let gitHub: string

beforeAll(async () => {
  api = await startApi()
  machine = await api.asMachine(managementPermissions.map(({ name }) => name))
  gitHub = await createProvider(api.tenant, { strategy: 'github' })
})

function pathOf({ id }: TestUser): string {
  return `users/${encodeURIComponent(id)}`
}

/** By operation, each with what takes the owner from the organization. */
const acts: Record<string, ((owned: Owned) => Act | Promise<Act>)[]> = {
  'DELETE /organizations/{id}/members': [
    ({ owner, organization }) => ({
      path: `organizations/${organization.id}/members`,
      body: { members: [owner.id] },
    }),
  ],
  'DELETE /organizations/{id}/members/{user_id}/roles': [
    ({ owner, organization, roleId }) => ({
      path: `organizations/${organization.id}/members/${encodeURIComponent(owner.id)}/roles`,
      body: { roles: [roleId] },
    }),
  ],
  'PATCH /users/{id}': [
    ({ owner }) => ({ path: pathOf(owner), body: { blocked: true } }),
    ({ owner }) => ({ path: pathOf(owner), body: { email_verified: false } }),
    ({ owner }) => ({ path: pathOf(owner), body: { email: `${newId('user').slice(6)}@elsewhere.test` } }),
  ],
  'DELETE /users/{id}': [({ owner }) => ({ path: pathOf(owner) })],
  'DELETE /connections/{id}/users': [
    ({ owner }) => ({
      path: `connections/${api.tenant.connection('password')}/users?email=${encodeURIComponent(owner.email)}`,
    }),
  ],
  'POST /users/{id}/identities': [
    async ({ owner }) => {
      const [subject, user] = [newId('identity'), await api.tenant.createUser()]
      const identity = { id: newId('identity'), userId: owner.id, connectionId: gitHub, subject }
      await api.tenant.write((tx) => tx.identity.create({ data: identity }))
      return { path: `${pathOf(user)}/identities`, body: { provider: 'github', user_id: subject } }
    },
  ],
  'PATCH /roles/{id}': [({ roleId }) => ({ path: `roles/${roleId}`, body: { is_owner: false } })],
  'DELETE /roles/{id}': [({ roleId }) => ({ path: `roles/${roleId}` })],
}
const cases = Object.entries(acts).flatMap(([operation, list]) =>
  list.map((act, index) => ({ operation, index, act })),
)

async function createOwned(): Promise<Owned> {
  const owner = await api.tenant.createUser({ password: 'open-the-front-door' })
  const organization = await api.tenant.createOrganization({ displayName: 'Acme' })
  const name = newId('role')
  const created = await machine.send('POST', 'roles', { name, is_owner: true, assignable: true })
  const { id: roleId } = z.looseObject({ id: z.string() }).parse(created.json)
  await addOwner({ organization, roleId }, owner)
  return { owner, organization, roleId }
}

async function addOwner({ organization, roleId }: Omit<Owned, 'owner'>, { id: userId }: TestUser) {
  const organizationId = organization.id
  await api.tenant.write(async (tx) => {
    await tx.member.create({ data: { organizationId, userId } })
    await tx.memberRole.create({ data: { organizationId, userId, roleId, usableIn: '*' } })
  })
}

async function hasOwner({ organization: { id } }: Owned): Promise<boolean> {
  const [row] = await api.tenant.read(
    (tx) => tx.$queryRaw<[{ has: boolean }]>`SELECT foyer.has_owner(${id}) AS has`,
  )
  return row.has
}

function withParameter(path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}remove_last_owner=true`
}

function send(operation: string, { path, body }: Act, caller = machine) {
  return caller.send(operation.split(' ')[0] ?? '', path, body)
}

describe.each(cases)('$operation $index, with a token at tenant level', ({ operation, act }) => {
  it('409: the last owner, unless the request says so', async () => {
    const owned = await createOwned()
    const { path, body } = await act(owned)
    const refused = await send(operation, { path, ...(body && { body }) })
    expect(refused.json).toMatchObject({
      statusCode: 409,
      errorCode: 'last_owner',
      message: expect.stringContaining('add remove_last_owner=true to the query.') as string,
    })
    expect(await hasOwner(owned)).toBe(true)
    const done = await send(operation, { path: withParameter(path), ...(body && { body }) })
    expect(done.status).toBeLessThan(300)
    expect(await hasOwner(owned)).toBe(false)
  })
})

it.each(cases.filter(({ operation }) => !operation.endsWith('/roles/{id}')))(
  '$operation $index needs no parameter while another owner stays',
  async ({ operation, act }) => {
    const owned = await createOwned()
    await addOwner(owned, await api.tenant.createUser())
    expect((await send(operation, await act(owned))).status).toBeLessThan(300)
    expect(await hasOwner(owned)).toBe(true)
  },
)

it('every operation that has the parameter is one of these', () => {
  const documented = operations.filter(({ operation: { query } }) =>
    JSON.stringify(query === undefined ? null : z.toJSONSchema(query, { io: 'input' })).includes(
      '"remove_last_owner"',
    ),
  )
  expect(documented.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(acts).sort())
})

it('does nothing for a token that is bound to the organization', async () => {
  const owned = await createOwned()
  const caller = await api.asMachine(['delete:organization_members'], owned.organization)
  for (const act of acts['DELETE /organizations/{id}/members'] ?? []) {
    const { path, body } = await act(owned)
    const { json } = await caller.send('DELETE', withParameter(path), body)
    expect(json).toMatchObject({ statusCode: 409, errorCode: 'last_owner' })
    expect(json['message']).not.toContain('remove_last_owner')
  }
  expect(await hasOwner(owned)).toBe(true)
})

it(
  `one of two owners stays when both are deleted, blocked or removed at once, in each of ${times} rounds`,
  { timeout: timeoutOfRounds(120_000) },
  async () => {
    const last = ['DELETE /users/{id}', 'PATCH /users/{id}', 'DELETE /organizations/{id}/members']
    for (let round = 0; round < times; round++) {
      const owned = await createOwned()
      const other = await api.tenant.createUser()
      await addOwner(owned, other)
      const both = [owned, { ...owned, owner: other }]
      const answers = await Promise.all(
        both.map(async (one, index) => {
          const operation = last[(round + index * (round % 2)) % last.length] ?? ''
          const [act] = acts[operation] ?? []
          if (!act) throw new Error(`There is no ${operation}.`)
          return send(operation, await act(one))
        }),
      )
      expect(await hasOwner(owned)).toBe(true)
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(1)
    }
  },
)
