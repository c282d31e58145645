import { describe, expect, it } from 'vitest'
import { createRole } from '@/test/fixtures/builders'
import { TestDirectory } from '@/test/fixtures/directory'
import { portalApiId } from '@/test/fixtures/operator'
import { refusalCode } from '@/test/fixtures/signed-out'
import type { TestUser } from '@/test/fixtures/tenant'
import { createDirectoryToken, revokeDirectoryToken } from './directory-tokens'
import { getDirectory } from './get-directory'
import { takeOverDirectory } from './turn-on-directory'

const directory = await TestDirectory.open()
const { tenant, organization, connectionId, own } = directory

describe('a token', () => {
  it('is created by someone who can do what the directory does; others only revoke it', async () => {
    const admin = await tenant.createUser()
    await tenant.addMember(organization, admin, ['Admin'])
    const access = await directory.maker(admin)
    expect(await refusalCode(createDirectoryToken(access, { connectionId, seconds: 3600 }))).toBe(
      'not_yours_to_give',
    )
    const isShown = async (person: TestUser) => {
      const reader = await tenant.accessTo(organization, person, 'read:organization_connections')
      return (await getDirectory(reader, { connectionId, before: null })).directory.sync?.isWithinReach
    }
    expect(await Promise.all([own.fixture.owner, admin].map(isShown))).toEqual([true, false])
    await takeOverDirectory(access, connectionId)
    expect(await Promise.all([own.fixture.owner, admin].map(isShown))).toEqual([true, true])
    await takeOverDirectory(await directory.maker(), connectionId)
    const { id: tokenId } = await createDirectoryToken(await directory.maker(), {
      connectionId,
      seconds: 3600,
    })
    await revokeDirectoryToken(access, { connectionId, tokenId })
  })

  it('takes more than the permission to change sign-in methods', async () => {
    const manager = await tenant.createUser()
    await tenant.addMember(organization, manager, ['Viewer'])
    const permission = { apiId: await portalApiId(tenant), name: 'update:organization_connections' }
    await tenant.write(async (tx) => {
      const here = { organizationId: organization.id, usableIn: organization.id }
      const roleId = await createRole(tx, {
        name: 'Connection manager',
        organizationId: organization.id,
        permissions: [permission],
      })
      await tx.memberRole.create({ data: { ...here, userId: manager.id, roleId } })
    })
    const access = await tenant.accessTo(organization, manager, 'update:organization_connections')
    // @ts-expect-error: it needs the permissions to turn directory sync on
    const attempt = () => createDirectoryToken(access, { connectionId, seconds: 3600 })
    expect(await refusalCode(attempt())).toBe('not_yours_to_give')
    await expect(directory.maker(manager)).rejects.toMatchObject({ code: 'not_found' })
    const { id: tokenId } = await createDirectoryToken(await directory.maker(), {
      connectionId,
      seconds: 3600,
    })
    await revokeDirectoryToken(access, { connectionId, tokenId })
  })
})
