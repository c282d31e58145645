import { beforeAll, expect, it } from 'vitest'
import { refusalCode } from '@/test/fixtures/signed-out'
import { createTestTenant, type TestTenant, type TestUser, testPassword } from '@/test/fixtures/tenant'
import { enterOrganization } from '../organizations/enter-organization'
import { renameUser } from './account'
import { exportAccount } from './export-account'

let tenant: TestTenant

beforeAll(async () => {
  tenant = await createTestTenant()
})

async function exported({ self }: TestUser, perPage?: number): Promise<{ text: string; json: unknown }> {
  let text = ''
  for await (const part of await exportAccount(self, perPage)) text += part
  return { text, json: JSON.parse(text) }
}

const aTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string

it('exports what is known about oneself, without secrets and without others', async () => {
  const ann = await tenant.createUser({ password: testPassword })
  const ben = await tenant.createUser()
  const place = await tenant.createOrganization({ owner: ann })
  await tenant.addMember(place, ben, ['Member'])
  for (const name of ['One', 'Two', 'Three', 'Four', 'Five']) await renameUser(ann.self, name)
  await renameUser(ben.self, 'Someone else')
  for (const { self } of [ann, ben]) await enterOrganization(self, place.slug)
  const { text, json } = await exported(ann, 2)
  expect(json).toMatchObject({
    profile: { id: ann.id, email: ann.email, name: 'Five' },
    organizations: [{ id: place.id, lastActiveAt: aTime, roles: ['Owner'] }],
    sessions: [
      {
        id: ann.sessionId,
        organizations: [{ id: place.id, firstUsedAt: aTime, lastActiveAt: aTime, endedAt: null }],
      },
    ],
  })
  expect(text.match(/"type":"user.renamed"/g)).toHaveLength(5)
  expect(text).not.toContain(ben.id)
  expect(text).not.toContain(ben.email)
  expect(text).not.toMatch(/\$argon2|\$scrypt|password_?hash/i)
  expect((await exported(ann)).json).toEqual(json)
})

it('is limited to 20 times an hour for each user', async () => {
  const [ann, ben] = await Promise.all([tenant.createUser(), tenant.createUser()])
  const times = Array.from({ length: 25 }, () => exportAccount(ann.self))
  const outcomes = await Promise.allSettled(times)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20)
  expect(await refusalCode(exportAccount(ann.self))).toBe('too_many')
  await exportAccount(ben.self)
})
