import { afterAll, beforeAll, expect, test } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { makeHouse, type House } from '@/test/house'
import { newAddress, Scene } from '@/test/invitations'
import { findInvitedApplication } from './find-invited-application'

let house: House
let scene: Scene

beforeAll(async () => {
  house = await makeHouse()
  const owner = await house.person()
  scene = new Scene(house, owner, await house.organization({ owner }))
})
afterAll(disconnect)

test('whoever accepted may open the application that the invitation is for, in the organization', async () => {
  const clientId = await application({ initiateLoginUri: 'https://docs.house.test/login' })
  expect(await behind(clientId)).toEqual({
    name: 'Docs',
    url: `https://docs.house.test/login?organization=${scene.place.id}`,
  })
})

test.each([
  ['for none', null],
  ['for one that cannot be opened', { redirectUris: ['com.house.docs:/callback'] }],
  [
    'for one that knows no organizations any more',
    { organizationUsage: 'deny', redirectUris: ['https://d.test/'] },
  ],
])('there is none to open behind an invitation %s', async (_what, given) => {
  expect(await behind(given === null ? null : await application(given))).toBeNull()
})

test('nor behind a ticket that nobody made', async () => {
  expect(await findInvitedApplication(house.tenantId, 'unknown')).toBeNull()
})

async function behind(clientId: string | null) {
  const { id, mailed } = await scene.send(newAddress())
  await house.arrange((tx) => tx.invitation.updateMany({ where: { id }, data: { clientId } }))
  return findInvitedApplication(house.tenantId, mailed)
}

async function application(given: object): Promise<string> {
  const client = {
    name: 'Docs',
    appType: 'regular_web',
    tokenEndpointAuthMethod: 'none',
    organizationUsage: 'allow',
  }
  const { id } = await house.arrange((tx) =>
    tx.client.create({ data: { id: newId('client'), ...client, ...given } }),
  )
  return id
}
