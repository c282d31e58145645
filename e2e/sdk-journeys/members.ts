import { expect, test } from '@playwright/test'
import type { Generation, Sdk } from '../sdk'

export function memberJourneys(sdk: () => Sdk, generation: Generation): void {
  test('members and their roles', async () => {
    const { id } = await sdk().tenant.createOrganization()
    const ada = await sdk().tenant.createUser('Ada Lane')
    const ben = await sdk().tenant.createUser('Ben Moor')
    await sdk().call('organizations.members.create', id, { members: [ada.id, ben.id] })
    expect(await sdk().all('organizations.members.list', id, { take: 1 })).toHaveLength(2)
    const role = (await sdk().all('roles.list', { name_filter: 'Member' }))[0]
    await sdk().call('organizations.members.roles.assign', id, ada.id, { roles: [role?.['id']] })
    expect(await sdk().all('organizations.members.roles.list', id, ada.id)).toMatchObject([
      { name: 'Member' },
    ])
    if (generation > 5) {
      expect(await sdk().all('organizations.roles.members.list', id, role?.['id'])).toHaveLength(1)
      const effective = await sdk().all('organizations.members.effectiveRoles.list', id, ada.id)
      expect(effective).toMatchObject([{ name: 'Member' }])
    }
    expect(await sdk().all('users.organizations.list', ada.id)).toMatchObject([{ id }])
    await sdk().call('organizations.members.roles.delete', id, ada.id, { roles: [role?.['id']] })
    expect(await sdk().all('organizations.members.roles.list', id, ada.id)).toEqual([])
    await sdk().call('organizations.members.delete', id, { members: [ada.id, ben.id] })
    expect(await sdk().all('organizations.members.list', id)).toEqual([])
  })

  test('invitations', async () => {
    const { id } = await sdk().tenant.createOrganization()
    const application = await sdk().one('clients.create', {
      name: 'App',
      app_type: 'regular_web',
      callbacks: ['https://app.journey.test/callback'],
      organization_usage: 'allow',
      initiate_login_uri: 'https://app.journey.test/login',
    })
    const { client_id } = application
    const invited = await sdk().one('organizations.invitations.create', id, {
      inviter: { name: 'Ola' },
      invitee: { email: 'new@journey.test' },
      client_id,
      ttl_sec: 3600,
      app_metadata: { seat: 1 },
      user_metadata: { lang: 'en' },
      send_invitation_email: false,
    })
    expect(String(invited['invitation_url'])).toMatch(
      /^https:\/\/app\.journey\.test\/login\?invitation=.{32}&organization=org_/,
    )
    const [listed] = await sdk().all('organizations.invitations.list', id)
    expect(listed).toMatchObject({ id: invited['id'], invitee: { email: 'new@journey.test' } })
    expect(await sdk().one('organizations.invitations.get', id, invited['id'])).toMatchObject({ client_id })
    await sdk().call('organizations.invitations.delete', id, invited['id'])
    expect(await sdk().refusal('organizations.invitations.get', id, 'uinv_0000000000000000')).toMatchObject({
      statusCode: 404,
    })
  })
}
