import { beforeAll, expect, it } from 'vitest'
import { authorize } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { findTenantActor } from '@/test/find-tenant-actor'
import { TestDirectory } from '@/test/fixtures/directory'
import { refusalCode } from '@/test/fixtures/signed-out'
import type { TestUser } from '@/test/fixtures/tenant'
import { findOwnerAccess } from './connection-directory'
import { createDirectoryToken } from './directory-tokens'
import { getDirectory } from './get-directory'
import { takeOverDirectory, turnOnDirectory } from './turn-on-directory'

const directory = await TestDirectory.open()
const { tenant, organization, own } = directory
const { owner, operator } = own.fixture
let connectionId: string
let token: string

async function ownerAccess<P extends 'create:scim_config' | 'create:scim_token'>(permission: P) {
  const actor = await findTenantActor(operator.self)
  if (!actor) throw new Error('The operator is not signed in.')
  const access = await findOwnerAccess(authorize(actor, permission), { permission, connectionId })
  if (!access) throw new Error('The connection is the tenant’s.')
  return access
}

/** The operator turns it on. */
beforeAll(async () => {
  connectionId = (await own.create()).id
  await turnOnDirectory(await ownerAccess('create:scim_config'), connectionId)
  token = (
    await createDirectoryToken(await ownerAccess('create:scim_token'), { connectionId, seconds: null })
  ).token
})

function ask(method: string, path: string, body?: object) {
  return directory.ask(method, path, {
    base: `/scim/v2/connections/${connectionId}`,
    token,
    ...(body && { body }),
  })
}

async function provision(person: TestUser): Promise<string> {
  const { status, json } = await ask('POST', '/Users', { userName: person.email })
  expect([status, json['detail']]).toEqual([201, undefined])
  return String(json['id'])
}

function row() {
  return tenant.read((tx) => tx.directory.findFirstOrThrow({ where: { connectionId } }))
}

it('acts on members with any role of the organization, owners too', async () => {
  const coOwner = await tenant.createUser({ email: 'co-owner@here.test' })
  await tenant.addMember(organization, coOwner, ['Owner'])
  const id = await provision(coOwner)
  expect((await ask('DELETE', `/Users/${id}`)).status).toBe(204)
  expect(await directory.member(coOwner.id)).toBeNull()
})

it('never removes the last owner', async () => {
  const heir = await tenant.createUser({ email: 'heir@here.test' })
  await tenant.addMember(organization, heir, ['Owner'])
  const id = await provision(heir)
  const where = { organizationId: organization.id, userId: owner.id }
  await tenant.write((tx) => tx.member.updateMany({ where, data: { suspendedAt: new Date() } }))
  expect((await ask('DELETE', `/Users/${id}`)).status).toBe(409)
  await tenant.write((tx) => tx.member.updateMany({ where, data: { suspendedAt: null } }))
})

it('gives its tokens to members who have all permissions of the organization, and to no others', async () => {
  const admin = await tenant.createUser()
  await tenant.addMember(organization, admin, ['Admin'])
  const syncFor = async (person: TestUser) => {
    const access = await tenant.accessTo(organization, person, 'read:organization_connections')
    return (await getDirectory(access, { connectionId, before: null })).directory.sync
  }
  const maker = { name: null, isSelf: false, isTenantLevel: true }
  expect(await syncFor(owner)).toMatchObject({ isWithinReach: true, maker })
  expect(await syncFor(admin)).toMatchObject({ isWithinReach: false, maker })
  const asAdmin = createDirectoryToken(await directory.maker(admin), { connectionId, seconds: 3600 })
  expect(await refusalCode(asAdmin)).toBe('not_yours_to_give')
  await createDirectoryToken(await directory.maker(), { connectionId, seconds: 3600 })
})

it('cannot be made without a limit by the organization itself', async () => {
  const { id } = await own.create()
  const access = await directory.maker()
  const insert = change(access, async (tx) => {
    const data = { organizationId: organization.id, connectionId: id, makerUserId: null, makerHeld: [] }
    await tx.directory.create({ data })
    return unchanged(undefined)
  })
  await expect(insert).rejects.toThrow(/row-level security/)
  await turnOnDirectory(access, id)
  const update = change(access, async (tx) => {
    await tx.directory.updateMany({ where: { connectionId: id }, data: { makerUserId: null } })
    return unchanged(undefined)
  })
  await expect(update).rejects.toThrow(/row-level security/)
})

it('keeps its tokens when a member takes it over, who can do no more than it could', async () => {
  expect(await row()).toMatchObject({ makerUserId: null, makerHeld: [] })
  await takeOverDirectory(await directory.maker(), connectionId)
  expect(await row()).toMatchObject({ makerUserId: owner.id })
  expect((await ask('GET', '/Users')).status).toBe(200)
})
