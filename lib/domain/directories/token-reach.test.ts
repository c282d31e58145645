import { beforeAll, describe, expect, it } from 'vitest'
import { TestDirectory } from '@/test/fixtures/directory'
import { scimUser } from '@/test/fixtures/scim-requests'
import type { TestUser } from '@/test/fixtures/tenant'
import { replaceMemberRoles } from '../members/change-member-roles'
import { createDirectoryToken } from './directory-tokens'
import { takeOverDirectory } from './turn-on-directory'

const directory = await TestDirectory.open()
const { tenant, organization, connectionId } = directory

async function memberWith(role: string, email?: string): Promise<TestUser> {
  const user = await tenant.createUser(email === undefined ? {} : { email })
  await tenant.addMember(organization, user, [role])
  return user
}

async function replaceRole({ id: userId }: TestUser, role: string): Promise<void> {
  const { owner } = directory.own.fixture
  const access = await tenant.accessTo(organization, owner, 'read:organization_member_roles')
  await replaceMemberRoles(access, [{ userId, replace: [tenant.role(role)] }])
}

function provisionAgain(name: string, token: string): Promise<number> {
  return directory.ask('POST', '/Users', { body: scimUser(name), token }).then(({ status }) => status)
}

describe('a token', () => {
  let maker: TestUser
  let colleague: TestUser
  beforeAll(async () => {
    maker = await memberWith('Admin')
    colleague = await memberWith('Admin')
    await memberWith('Owner', 'top@here.test')
    await takeOverDirectory(await directory.maker(maker), connectionId)
  })

  it('reaches no further than its creator did, once the one who limits the directory is promoted', async () => {
    const input = { connectionId, seconds: null }
    const { token } = await createDirectoryToken(await directory.maker(colleague), input)
    await replaceRole(maker, 'Owner')
    expect(await provisionAgain('top', token)).toBe(403)
    expect(await provisionAgain('top', directory.token)).toBe(201)
  })

  it('ends when the directory is taken over by someone who can grant more than its demoted maker', async () => {
    await takeOverDirectory(await directory.maker(maker), connectionId)
    await replaceRole(maker, 'Admin')
    const where = { connectionId }
    expect(await tenant.read((tx) => tx.directoryToken.count({ where }))).toBe(2)
    await takeOverDirectory(await directory.maker(), connectionId)
    expect(await tenant.read((tx) => tx.directoryToken.count({ where }))).toBe(0)
  })
})
