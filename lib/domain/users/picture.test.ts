import sharp from 'sharp'
import { beforeAll, expect, it } from 'vitest'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { getAccount } from './account'
import { findPicture, removePicture, replacePicture } from './picture'

const ofProvider = 'https://pictures.test/ann.png'

let tenant: TestTenant
let elsewhere: TestTenant

beforeAll(async () => {
  tenant = await createTestTenant()
  elsewhere = await createTestTenant()
})

function photo(color: string): Promise<Buffer> {
  return sharp({ create: { width: 60, height: 20, channels: 3, background: color } })
    .withExif({ IFD0: { Copyright: 'canary-of-the-tests' } })
    .jpeg()
    .toBuffer()
}

async function pictureOf({ self }: TestUser): Promise<string | null> {
  return (await getAccount(self)).picture
}

async function idOf(person: TestUser): Promise<string> {
  return (await pictureOf(person))?.replace('/pictures/', '') ?? ''
}

it('is a square without metadata, takes the place of a provider’s, and gives it back', async () => {
  const ann = await tenant.createUser()
  await tenant.write((tx) => tx.user.updateMany({ where: { id: ann.id }, data: { picture: ofProvider } }))
  await replacePicture(ann.self, await photo('red'))
  const first = await idOf(ann)
  expect(first).toMatch(/^pic_[0-9a-f]{40}$/)
  const found = await findPicture(tenant.tenantId, first)
  expect(await sharp(found?.bytes).metadata()).toMatchObject({ format: 'png', width: 256, height: 256 })
  expect(Buffer.from(found?.bytes ?? []).includes('canary')).toBe(false)
  expect(await findPicture(elsewhere.tenantId, first)).toBeNull()
  await replacePicture(ann.self, await photo('blue'))
  expect(await idOf(ann)).not.toBe(first)
  expect(await findPicture(tenant.tenantId, first)).toBeNull()
  await removePicture(ann.self)
  expect(await pictureOf(ann)).toBe(ofProvider)
  expect(await tenant.read((tx) => tx.userPicture.count({ where: { userId: ann.id } }))).toBe(0)
  const where = { targetId: ann.id, type: { startsWith: 'user.picture' } }
  expect(await tenant.read((tx) => tx.auditEvent.count({ where }))).toBe(3)
})

it('is one person’s, even if another one uploads the same', async () => {
  const ann = await tenant.createUser()
  const ben = await tenant.createUser()
  for (const person of [ann, ben]) await replacePicture(person.self, await photo('green'))
  await removePicture(ann.self)
  expect(await findPicture(tenant.tenantId, await idOf(ben))).not.toBeNull()
  const svg = replacePicture(ann.self, Buffer.from('<svg/>'))
  await expect(svg).rejects.toMatchObject({ code: 'invalid', field: 'picture' })
  expect(await pictureOf(ann)).toBeNull()
})

it('is read 60 times an hour at most, pictures that cannot be read included', async () => {
  const [ann, ben] = await Promise.all([tenant.createUser(), tenant.createUser()])
  const upload = (person: TestUser) => replacePicture(person.self, Buffer.from('<svg/>'))
  for (let times = 0; times < 60; times++)
    await expect(upload(ann)).rejects.toMatchObject({ code: 'invalid' })
  await expect(upload(ann)).rejects.toMatchObject({ code: 'too_many' })
  await expect(upload(ben)).rejects.toMatchObject({ code: 'invalid' })
})
