import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { startApi, type ApiCaller } from '@/test/api'
import { createTestTenant } from '@/test/fixtures/tenant'
import { managementPermissions } from '@/lib/access'

let operator: ApiCaller
let absent: string[]

beforeAll(async () => {
  const api = await startApi()
  operator = await api.asMachine(managementPermissions.map(({ name }) => name))
  const deleted = await api.tenant.createOrganization()
  await operator.send('DELETE', `organizations/${deleted.id}`)
  const foreign = await (await createTestTenant()).createOrganization()
  absent = [newId('organization'), deleted.id, foreign.id]
})

describe.each([
  ['GET', '/organizations/{id}/client-grants', undefined],
  ['GET', '/organizations/{id}/clients', undefined],
  ['GET', '/organizations/{id}/clients/{client_id}', undefined],
  ['GET', '/organizations/{id}/connections', undefined],
  ['GET', '/organizations/{id}/discovery-domains', undefined],
  ['GET', '/organizations/{id}/discovery-domains/name/{discovery_domain}', undefined],
  ['POST', '/organizations/{id}/discovery-domains', { domain: 'tenant.test' }],
  ['GET', '/organizations/{id}/enabled_connections', undefined],
  ['GET', '/organizations/{id}/members', undefined],
  ['DELETE', '/organizations/{id}/members', { members: ['auth0|nobody'] }],
] as const)('%s %s', (method, path, body) => {
  it('404: in an organization that is unknown, deleted, or another tenant’s', async () => {
    for (const id of absent) {
      const filled = path
        .slice(1)
        .replace('{id}', id)
        .replace(/\{\w+\}/, 'unknown')
      const { json } = await operator.send(method, filled, body)
      expect(json).toEqual({
        statusCode: 404,
        error: 'Not Found',
        message: 'No organization found by that id or name',
      })
    }
  })
})
