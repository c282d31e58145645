import { expect, test } from '@playwright/test'
import { withEveryGeneration } from './sdk-generations'

withEveryGeneration({ generations: [7, 6, 5], answers: 100 }, (sdk, generation) => {
  test('members and their roles', async () => {
    const { id } = await sdk().tenant.organization()
    const [ada, ben] = [await sdk().tenant.person('Ada Lane'), await sdk().tenant.person('Ben Moor')]
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
    const { id } = await sdk().tenant.organization()
    const application = await sdk().one('clients.create', {
      ...{ name: 'App', app_type: 'regular_web', callbacks: ['https://app.journey.test/callback'] },
      ...{ organization_usage: 'allow', initiate_login_uri: 'https://app.journey.test/login' },
    })
    const { client_id } = application
    const invited = await sdk().one('organizations.invitations.create', id, {
      ...{ inviter: { name: 'Ola' }, invitee: { email: 'new@journey.test' }, client_id, ttl_sec: 3600 },
      ...{ app_metadata: { seat: 1 }, user_metadata: { lang: 'en' }, send_invitation_email: false },
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

  test('users, roles and permissions', async () => {
    const user = await sdk().one('users.create', {
      ...{
        connection: 'password',
        email: 'una@journey.test',
        password: 'open-the-front-door',
        name: 'Una',
      },
      ...{ email_verified: true, app_metadata: { seat: 1 }, user_metadata: { lang: 'en' } },
    })
    const id = user['user_id']
    expect(await sdk().one('users.update', id, { user_metadata: { lang: 'de' } })).toMatchObject({
      user_metadata: { lang: 'de' },
    })
    expect(await sdk().all('users.list', { q: 'email:"una@journey.test"' })).toMatchObject([{ user_id: id }])
    expect(await sdk().call('users.listUsersByEmail', { email: 'una@journey.test' })).toMatchObject([
      { user_id: id },
    ])
    const role = await sdk().one('roles.create', { name: 'Keeper', description: 'Keeps' })
    const permissions = [
      { resource_server_identifier: 'https://api.lumen.test', permission_name: 'read:documents' },
    ]
    await sdk().call('roles.permissions.add', role['id'], { permissions })
    expect(await sdk().all('roles.permissions.list', role['id'])).toMatchObject(permissions)
    await sdk().call('users.roles.assign', id, { roles: [role['id']] })
    expect(await sdk().all('users.roles.list', id)).toMatchObject([{ name: 'Keeper' }])
    expect(await sdk().all('roles.users.list', role['id'])).toMatchObject([{ user_id: id }])
    await sdk().call('users.permissions.create', id, { permissions })
    expect(await sdk().all('users.permissions.list', id)).toMatchObject(permissions)
    await sdk().call('users.permissions.delete', id, { permissions })
    await sdk().call('users.roles.delete', id, { roles: [role['id']] })
    await sdk().call('roles.delete', role['id'])
    expect(await sdk().all('users.sessions.list', id)).toEqual([])
    expect(await sdk().one('tickets.changePassword', { user_id: id })).toMatchObject({
      ticket: expect.stringContaining('http'),
    })
    const unproven = await sdk().one('users.create', {
      ...{ connection: 'password', email: 'vic@journey.test', password: 'open-the-front-door' },
      verify_email: false,
    })
    const job = await sdk().one('jobs.verificationEmail.create', { user_id: unproven['user_id'] })
    expect(job).toMatchObject({ type: 'verification_email' })
    await sdk().call('users.delete', id)
    expect(await sdk().refusal('users.get', id)).toEqual({ statusCode: 404, errorCode: 'inexistent_user' })
  })

  test('one user of two, and apart again', async () => {
    const connection = await sdk().one('connections.create', {
      ...{ name: 'code', strategy: 'github', options: { client_id: 'foyer', client_secret: 'secret' } },
    })
    const [user, other] = [await sdk().tenant.person('Una Lane'), await sdk().tenant.person('Una Else')]
    await sdk().tenant.query(
      `UPDATE identities SET connection_id = $2, subject = '4711', password_hash = NULL
       WHERE tenant_id = $1 AND user_id = $3 RETURNING id`,
      [connection['id'], other.id],
    )
    const gitHub = { provider: 'github', user_id: '4711' }
    const both = await sdk().call('users.identities.link', user.id, gitHub)
    expect(both).toMatchObject([{ provider: 'auth0' }, gitHub])
    expect(await sdk().refusal('users.get', other.id)).toMatchObject({ statusCode: 404 })
    const again = await sdk().refusal('users.identities.link', user.id, gitHub)
    expect(again).toEqual({ statusCode: 409, errorCode: 'conflict' })
    const left = await sdk().call('users.identities.delete', user.id, 'github', '4711')
    expect(left).toMatchObject([{ provider: 'auth0' }])
    await sdk().call('connections.delete', connection['id'])
  })
})
