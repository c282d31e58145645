import { beforeAll, describe, expect, it } from 'vitest'
import { managementPermissions } from '@/lib/access'
import { startApi, type ApiCaller } from '@/test/api'

let operator: ApiCaller
let ids: Record<string, string>

beforeAll(async () => {
  const api = await startApi()
  operator = await api.asMachine(managementPermissions.map(({ name }) => name))
  const organization = await api.tenant.createOrganization()
  const person = await api.tenant.createUser()
  ids = {
    '/organizations/{id}': organization.id,
    '/users/{id}': person.id,
    '/roles/{id}': api.tenant.role('Member'),
    '/clients/{id}': operator.client.id,
    '/client-grants/{id}': await api.tenant.read(async (tx) => {
      const { id } = await tx.clientGrant.findFirstOrThrow({ where: { clientId: operator.client.id } })
      return id
    }),
    '/connections/{id}': api.tenant.connection('password'),
    '/organizations/{id}/members/{user_id}': person.id,
    '/organizations/{id}/roles/{role_id}': api.tenant.role('Member'),
  }
})

function filled(path: string): string {
  const parts = path.split('/').map((part, index, all) => {
    const id = ids[all.slice(0, index + 1).join('/')]
    return part.startsWith('{') && id !== undefined ? encodeURIComponent(id) : part
  })
  return parts.join('/').slice(1)
}

const pages = [
  'page=-1',
  'page=1001',
  'per_page=101',
  'per_page=1.5',
  'include_totals=perhaps',
  'page=1&page=2',
]
const checkpoints = ['take=0', 'take=101', 'take=ten', `from=${'x'.repeat(1001)}`]
const fields = [
  'include_fields=perhaps',
  `fields=${'x'.repeat(1001)}`,
  'fields=a%20b',
  'fields=name&fields=id',
]

describe.each([
  ['GET', '/actions/actions', pages],
  ['GET', '/client-grants/{id}/organizations', [...pages, ...checkpoints]],
  ['GET', '/clients/{id}', fields],
  ['GET', '/connections/{id}', fields],
  ['GET', '/organizations/{id}/members/{user_id}/effective-roles', checkpoints],
  ['GET', '/organizations/{id}/members/{user_id}/roles', [...pages, ...checkpoints]],
  ['GET', '/organizations/{id}/roles/{role_id}/members', [...checkpoints, ...fields]],
  ['GET', '/roles/{id}/permissions', pages],
  ['GET', '/roles/{id}/users', [...pages, ...checkpoints]],
  ['GET', '/tenants/settings', fields],
  ['GET', '/users/{id}', fields],
  ['GET', '/users/{id}/effective-roles', checkpoints],
  ['GET', '/users/{id}/organizations', [...pages, ...checkpoints]],
  ['GET', '/users/{id}/permissions', pages],
  ['GET', '/users/{id}/roles', pages],
] as const)('%s %s', (method, path, wrong) => {
  it('400: an invalid page or checkpoint, and an invalid choice of properties', async () => {
    for (const query of wrong) {
      const { status, json } = await operator.send(method, `${filled(path)}?${query}`)
      expect([status, json['errorCode']], query).toEqual([400, 'invalid_query_string'])
    }
  })
})
