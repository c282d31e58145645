import { describe, expect, it } from 'vitest'
import { createInvitationFixtures } from '@/test/fixtures/invitations'
import { newId } from '@/lib/ids'
import { defaultRoleId } from '../roles/role-choices'
import { getInviteChoices } from './invite-choices'

const { tenant, createFixture } = await createInvitationFixtures()

describe('getInviteChoices', () => {
  it('offers the roles that the inviter can assign, the tenant’s role for new members first chosen', async () => {
    const { roles, defaultRoleId: chosen } = await getInviteChoices(await (await createFixture()).inviting())
    expect(roles.map(({ name }) => name)).toEqual(['Owner', 'Admin', 'Member', 'Viewer'])
    expect(chosen).toBe(tenant.role('Member'))
  })

  it('offers sign-in methods and applications to those who may see them', async () => {
    const fixture = await createFixture()
    await tenant.write((tx) =>
      tx.client.create({
        data: {
          id: newId('client'),
          name: 'Docs',
          appType: 'regular_web',
          tokenEndpointAuthMethod: 'none',
          organizationUsage: 'allow',
          initiateLoginUri: 'https://docs.tenant.test/login',
        },
      }),
    )
    const { connections, clients } = await getInviteChoices(await fixture.inviting())
    expect(clients.map(({ name }) => name)).toEqual(['Docs'])
    expect(connections.map(({ name }) => name)).toEqual(['Email and password'])
  })
})

describe('defaultRoleId', () => {
  const role = (id: string, permissions: number, joins = false) => ({
    id,
    joins,
    permissions: Array<string>(permissions).fill('read:organization_members'),
  })

  it('is the role for new members, otherwise the one with the fewest permissions, otherwise none', () => {
    expect(defaultRoleId([role('a', 3), role('b', 1), role('c', 2, true)])).toBe('c')
    expect(defaultRoleId([role('a', 3), role('b', 1), role('c', 1)])).toBe('b')
    expect(defaultRoleId([])).toBeNull()
  })
})
