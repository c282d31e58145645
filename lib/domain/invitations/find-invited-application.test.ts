import { beforeAll, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { createTestTenant, type TestTenant } from '@/test/fixtures/tenant'
import { newAddress, InvitationFixture } from '@/test/fixtures/invitations'
import { findInvitedApplication } from './find-invitation'

let tenant: TestTenant
let fixture: InvitationFixture

beforeAll(async () => {
  tenant = await createTestTenant()
  const owner = await tenant.createUser()
  fixture = new InvitationFixture(tenant, owner, await tenant.createOrganization({ owner }))
})

it('lets the invitee who accepted open the invitation’s application, in the organization', async () => {
  const clientId = await application({ initiateLoginUri: 'https://docs.tenant.test/login' })
  expect(await behind(clientId)).toEqual({
    name: 'Docs',
    url: `https://docs.tenant.test/login?organization=${fixture.organization.id}`,
  })
})

it.each([
  ['for none', null],
  ['for one that cannot be opened', { redirectUris: ['com.house.docs:/callback'] }],
  [
    'for one that knows no organizations any more',
    { organizationUsage: 'deny', redirectUris: ['https://d.test/'] },
  ],
])('there is none to open behind an invitation %s', async (_what, given) => {
  expect(await behind(given === null ? null : await application(given))).toBeNull()
})

it('is not returned for an unknown ticket', async () => {
  expect(await findInvitedApplication(tenant.tenantId, 'unknown')).toBeNull()
})

async function behind(clientId: string | null) {
  const { id, mailed } = await fixture.send(newAddress())
  await tenant.write((tx) => tx.invitation.updateMany({ where: { id }, data: { clientId } }))
  return findInvitedApplication(tenant.tenantId, mailed)
}

async function application(given: object): Promise<string> {
  const client = {
    name: 'Docs',
    appType: 'regular_web',
    tokenEndpointAuthMethod: 'none',
    organizationUsage: 'allow',
  }
  const { id } = await tenant.write((tx) =>
    tx.client.create({ data: { id: newId('client'), ...client, ...given } }),
  )
  return id
}
