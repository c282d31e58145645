import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { createTestTenant, type TestOrganization } from '@/test/fixtures/tenant'

let api: Api
let organization: TestOrganization
let gone: TestOrganization
let foreign: TestOrganization
let operator: ApiCaller

beforeAll(async () => {
  api = await startApi()
  ;[organization, gone] = await Promise.all([
    api.tenant.createOrganization(),
    api.tenant.createOrganization(),
  ])
  foreign = await (await createTestTenant()).createOrganization()
  await api.tenant.write((tx) =>
    tx.organization.updateMany({ where: { id: gone.id }, data: { deletedAt: new Date() } }),
  )
  operator = await api.asMachine(['read:organizations'])
})

function shown({ id, slug, displayName }: TestOrganization) {
  return {
    id,
    name: slug,
    display_name: displayName,
    third_party_client_access: 'block',
    is_app_entitlement_active: false,
  }
}

const nothing = { statusCode: 404, error: 'Not Found', message: 'No organization found by that id or name' }

describe('GET /organizations/{id}', () => {
  it('200: at tenant level, also with read:organizations_summary, and to any token bound to it', async () => {
    const callers = [operator, await api.asMachine(['read:organizations_summary'])]
    for (const caller of [...callers, await api.asMachine(['read:organization_members'], organization)])
      expect(await caller.get(`organizations/${organization.id}`)).toMatchObject({
        status: 200,
        json: shown(organization),
      })
    const { json } = await operator.get(`organizations/${organization.id}?fields=id,name`)
    expect(json).toEqual({ id: organization.id, name: organization.slug })
  })

  it('200: shows metadata only to a tenant-level caller', async () => {
    const { id } = await api.tenant.createOrganization()
    await api.tenant.write((tx) =>
      tx.organization.updateMany({ where: { id }, data: { metadata: { plan: 'gold' } } }),
    )
    const bound = await api.asMachine(['update:organizations'], { id, slug: '', displayName: '' })
    expect((await operator.get(`organizations/${id}`)).json['metadata']).toEqual({ plan: 'gold' })
    expect((await bound.get(`organizations/${id}`)).json).not.toHaveProperty('metadata')
    const changed = await bound.send('PATCH', `organizations/${id}`, { display_name: 'New' })
    expect(changed.json).toMatchObject({ id, display_name: 'New' })
    expect(changed.json).not.toHaveProperty('metadata')
  })

  it('404: unknown, deleted, another tenant’s, and its name in place of the id', async () => {
    for (const id of [newId('organization'), gone.id, foreign.id, organization.slug, '%27', 'x'.repeat(300)])
      expect((await operator.get(`organizations/${id}`)).json).toEqual(nothing)
  })
})

describe('GET /organizations', () => {
  it('200: an empty list for per_page=0', async () => {
    expect((await operator.get('organizations?per_page=0')).rows).toEqual([])
    const { json } = await operator.get('organizations?per_page=0&page=3&include_totals=true')
    expect(json).toEqual({ start: 0, limit: 0, total: expect.any(Number), organizations: [] })
  })
})

describe('GET /organizations/name/{name}', () => {
  it('200: by the current name, not by an earlier one', async () => {
    expect((await operator.get(`organizations/name/${organization.slug}`)).json).toEqual(shown(organization))
  })

  it('404: unknown, deleted, another tenant’s, and its id in place of the name', async () => {
    for (const name of ['nobody', gone.slug, foreign.slug, organization.id, '%27', 'a%2Fb'])
      expect((await operator.get(`organizations/name/${name}`)).json).toEqual(nothing)
  })
})
