import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newAddress } from '@/test/fixtures/invitations'
import { elsewhere, limitDomains, limitNetworks, office } from '@/test/fixtures/organization-limits'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import {
  type MyOrganizationApi,
  type MyOrganizationCaller,
  startMyOrganizationApi,
} from '@/test/my-organization-api'

let api: MyOrganizationApi
let owner: TestUser
let organization: TestOrganization
let caller: MyOrganizationCaller

beforeAll(async () => {
  api = await startMyOrganizationApi()
  owner = await api.tenant.createUser()
})
beforeEach(async () => {
  organization = await api.tenant.createOrganization({ owner })
  caller = await api.as(owner, organization)
  await makePublic(true)
})

async function makePublic(isPublic: boolean): Promise<void> {
  const data = { tokenEndpointAuthMethod: isPublic ? 'none' : 'client_secret_post' }
  await api.tenant.write((tx) => tx.client.updateMany({ where: { id: api.openid.web.id }, data }))
}

function from(ip: string) {
  return { headers: { 'x-foyer-ip': ip } }
}

describe('the My Organization API of an organization with a list of networks', () => {
  it('403 for a public application elsewhere, whatever it sends; 200 inside and for a server', async () => {
    await limitNetworks(api.tenant, organization, [`${office}/32`])
    expect(await caller.request('GET', 'details', from(elsewhere))).toMatchObject({
      status: 403,
      json: { title: 'Forbidden', detail: expect.stringContaining('certain networks') },
    })
    for (const raw of ['{}', '{', '{"invitees":[]}'])
      expect((await caller.request('POST', 'member-invitations', { ...from(elsewhere), raw })).status).toBe(
        403,
      )
    expect((await caller.request('GET', 'details', from('unknown'))).status).toBe(403)
    expect((await caller.request('GET', 'details', from(office))).status).toBe(200)
    await makePublic(false)
    expect((await caller.request('GET', 'details', from(elsewhere))).status).toBe(200)
  })
})

describe('POST /member-invitations of an organization that invites addresses at certain domains', () => {
  it('400 for any other among them, and sends nothing', async () => {
    await limitDomains(api.tenant, organization, ['invited.test'])
    const [email, other] = [newAddress(), `out-${crypto.randomUUID().slice(0, 8)}@other.test`]
    const body = { invitees: [{ email }, { email: other }] }
    const refused = await caller.send('POST', 'member-invitations', body)
    const detail = 'The organization invites only addresses at these email domains: invited.test.'
    expect(refused).toMatchObject({ status: 400, json: { detail } })
    const where = { organizationId: organization.id }
    expect(await api.tenant.read((tx) => tx.invitation.count({ where }))).toBe(0)
    const sent = await caller.send('POST', 'member-invitations', { invitees: [{ email }] })
    expect(sent.status).toBe(201)
  })
})
