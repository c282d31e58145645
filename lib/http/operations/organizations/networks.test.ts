import { beforeAll, expect, it } from 'vitest'
import { startApi, type Api } from '@/test/api'
import { at, elsewhere, limitNetworks, office } from '@/test/fixtures/organization-limits'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'

let api: Api
let owner: TestUser
let organization: TestOrganization

beforeAll(async () => {
  api = await startApi()
  owner = await api.tenant.createUser()
  organization = await api.tenant.createOrganization({ owner })
  await limitNetworks(api.tenant, organization, [`${office}/32`])
})

it('403 other_network for a member’s token of a public application; machines are not limited', async () => {
  const member = await at(office, () => api.asUser(owner, organization))
  const data = { tokenEndpointAuthMethod: 'none' }
  await api.tenant.write((tx) => tx.client.updateMany({ where: { id: api.openid.web.id }, data }))
  const path = `organizations/${organization.id}/members`
  const from = (ip: string) => ({ headers: { 'x-foyer-ip': ip } })
  expect(await member.request('GET', path, from(elsewhere))).toMatchObject({
    status: 403,
    json: { errorCode: 'other_network' },
  })
  expect((await member.request('GET', path, from(office))).status).toBe(200)
  for (const machine of [
    await api.asMachine(['read:organization_members']),
    await api.asMachine(['read:organization_members'], organization),
  ])
    expect((await machine.request('GET', path, from(elsewhere))).status).toBe(200)
})
