import { beforeAll, expect, it } from 'vitest'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import type { TestUser, TestOrganization } from '@/test/fixtures/tenant'

let api: Api
let organization: TestOrganization
let pictured: TestUser
let plain: TestUser
let operator: ApiCaller

const picture = 'https://pictures.tenant.test/ada.png'

beforeAll(async () => {
  api = await startApi()
  pictured = await api.tenant.createUser({ name: 'Ada' })
  plain = await api.tenant.createUser({ name: 'Ben' })
  organization = await api.tenant.createOrganization({ owner: pictured })
  await api.tenant.addMember(organization, plain, ['Viewer'])
  await api.tenant.write((tx) => tx.user.updateMany({ where: { id: pictured.id }, data: { picture } }))
  operator = await api.asMachine(['read:users', 'read:organization_members', 'read:roles'])
})

/** The picture of each of the two users in a list. */
async function picturesIn(path: string): Promise<Record<string, unknown>> {
  const { rows } = await operator.get(path)
  const known = [pictured.id, plain.id]
  return Object.fromEntries(
    rows
      .filter(({ user_id: id }) => known.includes(String(id)))
      .map((row) => [String(row['user_id']), 'picture' in row ? row['picture'] : 'absent']),
  )
}

it('a stored picture is in every list of users; users without one have none', async () => {
  const both = { [pictured.id]: picture, [plain.id]: 'absent' }
  expect(await picturesIn('users?per_page=100')).toEqual(both)
  expect(await picturesIn(`organizations/${organization.id}/members`)).toEqual(both)
  expect(await picturesIn(`users-by-email?email=${encodeURIComponent(pictured.email)}`)).toEqual({
    [pictured.id]: picture,
  })
  const { json } = await operator.get(
    `organizations/${organization.id}/roles/${api.tenant.role('Owner')}/members`,
  )
  expect(json['members']).toMatchObject([{ user_id: pictured.id, picture }])
})

it('an uploaded picture has a URL of the tenant, and one from the API does not replace it', async () => {
  const path = '/pictures/pic_test'
  const where = { id: plain.id }
  await api.tenant.write((tx) => tx.user.updateMany({ where, data: { picture: path } }))
  const { url } = await api.tenant.read((tx) =>
    tx.tenant.findUniqueOrThrow({ where: { id: api.tenant.tenantId } }),
  )
  const uploaded = new URL(path, url).href
  const writer = await api.asMachine(['read:users', 'update:users'])
  for (const sent of [picture, `https://tenant.test${path}`]) {
    const { json } = await writer.send('PATCH', `users/${plain.id}`, { picture: sent })
    expect(json).toMatchObject({ picture: uploaded })
  }
  expect(await api.tenant.read((tx) => tx.user.findFirst({ where }))).toMatchObject({
    picture: path,
    replacedPicture: picture,
  })
  expect(await picturesIn(`organizations/${organization.id}/members`)).toMatchObject({ [plain.id]: uploaded })
})
