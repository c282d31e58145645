import { expect, test } from '@playwright/test'
import { Published } from './published'
import { Sdk, type Generation } from './sdk'
import { startTlsFront, type TlsFront } from './tls-front'

test.describe.configure({ mode: 'default' })

let front: TlsFront
test.beforeAll(async ({ baseURL }) => {
  front = await startTlsFront(baseURL)
})
test.afterAll(() => front.stop())

for (const generation of [7, 6, 5] as const satisfies Generation[]) {
  test.describe(`auth0 ${generation}`, () => {
    let sdk: Sdk
    test.beforeAll(async ({ baseURL }) => {
      sdk = await Sdk.open(generation, { baseURL, front })
    })

    test('organizations', async () => {
      const made = await sdk.one('organizations.create', {
        name: 'harbour',
        display_name: 'Harbour',
        branding: { colors: { primary: '#0f4c81', page_background: '#ffffff' } },
        metadata: { plan: 'gold' },
      })
      const { id } = made
      expect(made).toMatchObject({ name: 'harbour', metadata: { plan: 'gold' } })
      for (const name of ['pier', 'quay', 'mole']) await sdk.one('organizations.create', { name })
      expect(await sdk.all('organizations.list', { take: 2 })).toHaveLength(4)
      expect(await sdk.one('organizations.getByName', 'harbour')).toMatchObject({ id })
      expect(await sdk.one('organizations.get', id)).toMatchObject({ id })
      const changed = await sdk.one('organizations.update', id, { display_name: 'Harbour Ltd' })
      expect(changed).toMatchObject({ id, display_name: 'Harbour Ltd' })
      const again = await sdk.refusal('organizations.create', { name: 'harbour' })
      expect(again).toEqual({ statusCode: 409, errorCode: 'organization_conflict' })
      expect(await sdk.refusal('organizations.create', { name: 'No Name' })).toMatchObject({
        statusCode: 400,
      })
      await sdk.call('organizations.delete', id)
      expect(await sdk.refusal('organizations.get', id)).toMatchObject({ statusCode: 404 })
    })

    test('members and their roles', async () => {
      const { id } = await sdk.tenant.organization()
      const [ada, ben] = [await sdk.tenant.person('Ada Lane'), await sdk.tenant.person('Ben Moor')]
      await sdk.call('organizations.members.create', id, { members: [ada.id, ben.id] })
      expect(await sdk.all('organizations.members.list', id, { take: 1 })).toHaveLength(2)
      const role = (await sdk.all('roles.list', { name_filter: 'Member' }))[0]
      await sdk.call('organizations.members.roles.assign', id, ada.id, { roles: [role?.['id']] })
      expect(await sdk.all('organizations.members.roles.list', id, ada.id)).toMatchObject([
        { name: 'Member' },
      ])
      if (generation > 5) {
        expect(await sdk.all('organizations.roles.members.list', id, role?.['id'])).toHaveLength(1)
        const effective = await sdk.all('organizations.members.effectiveRoles.list', id, ada.id)
        expect(effective).toMatchObject([{ name: 'Member' }])
      }
      expect(await sdk.all('users.organizations.list', ada.id)).toMatchObject([{ id }])
      await sdk.call('organizations.members.roles.delete', id, ada.id, { roles: [role?.['id']] })
      expect(await sdk.all('organizations.members.roles.list', id, ada.id)).toEqual([])
      await sdk.call('organizations.members.delete', id, { members: [ada.id, ben.id] })
      expect(await sdk.all('organizations.members.list', id)).toEqual([])
    })

    test('invitations', async () => {
      const { id } = await sdk.tenant.organization()
      const application = await sdk.one('clients.create', {
        ...{ name: 'App', app_type: 'regular_web', callbacks: ['https://app.journey.test/callback'] },
        ...{ organization_usage: 'allow', initiate_login_uri: 'https://app.journey.test/login' },
      })
      const { client_id } = application
      const invited = await sdk.one('organizations.invitations.create', id, {
        ...{ inviter: { name: 'Ola' }, invitee: { email: 'new@journey.test' }, client_id, ttl_sec: 3600 },
        ...{ app_metadata: { seat: 1 }, user_metadata: { lang: 'en' }, send_invitation_email: false },
      })
      expect(String(invited['invitation_url'])).toMatch(
        /^https:\/\/app\.journey\.test\/login\?invitation=.{32}&organization=org_/,
      )
      const [listed] = await sdk.all('organizations.invitations.list', id)
      expect(listed).toMatchObject({ id: invited['id'], invitee: { email: 'new@journey.test' } })
      expect(await sdk.one('organizations.invitations.get', id, invited['id'])).toMatchObject({ client_id })
      await sdk.call('organizations.invitations.delete', id, invited['id'])
      expect(await sdk.refusal('organizations.invitations.get', id, 'uinv_0000000000000000')).toMatchObject({
        statusCode: 404,
      })
    })

    test('what an organization is connected to', async () => {
      const { id } = await sdk.tenant.organization()
      const connection = await sdk.one('connections.create', {
        ...{ name: 'corporate', strategy: 'oidc', display_name: 'Corporate' },
        options: {
          issuer: 'https://idp.journey.test',
          client_id: 'foyer',
          client_secret: 'secret',
          type: 'back_channel',
        },
      })
      const enabled = {
        connection_id: connection['id'],
        assign_membership_on_login: true,
        show_as_button: true,
      }
      await sdk.one('organizations.enabledConnections.add', id, enabled)
      expect(await sdk.one('organizations.enabledConnections.get', id, connection['id'])).toMatchObject(
        enabled,
      )
      await sdk.one('organizations.enabledConnections.update', id, connection['id'], {
        show_as_button: false,
      })
      expect((await sdk.all('organizations.enabledConnections.list', id)).length).toBeGreaterThan(1)
      expect(await sdk.one('organizations.connections.get', id, connection['id'])).toMatchObject({
        show_as_button: false,
      })
      await sdk.call('organizations.enabledConnections.delete', id, connection['id'])
      const domain = await sdk.one('organizations.discoveryDomains.create', id, {
        domain: 'harbour.journey.test',
      })
      expect(domain).toMatchObject({ status: 'pending' })
      expect(await sdk.all('organizations.discoveryDomains.list', id)).toHaveLength(1)
      expect(await sdk.one('organizations.discoveryDomains.get', id, domain['id'])).toEqual(domain)
      await sdk.call('organizations.discoveryDomains.delete', id, domain['id'])
    })

    test('applications, grants and APIs', async () => {
      const api = await sdk.one('resourceServers.create', {
        ...{ identifier: 'https://rooms.journey.test', name: 'Rooms' },
        scopes: [{ value: 'read:rooms', description: 'See rooms' }],
      })
      expect(await sdk.one('resourceServers.get', 'https://rooms.journey.test')).toMatchObject({
        id: api['id'],
      })
      await sdk.one('resourceServers.update', api['id'], { token_lifetime: 300 })
      const client = await sdk.one('clients.create', {
        name: 'Robot',
        app_type: 'non_interactive',
        grant_types: ['client_credentials'],
      })
      const rotated = await sdk.one('clients.rotateSecret', client['client_id'])
      expect(rotated['client_secret']).not.toBe(client['client_secret'])
      await sdk.one('clients.update', client['client_id'], { name: 'Robot Two' })
      const grant = await sdk.one('clientGrants.create', {
        ...{ client_id: client['client_id'], audience: 'https://rooms.journey.test', scope: ['read:rooms'] },
        organization_usage: 'allow',
      })
      const { id } = await sdk.tenant.organization()
      await sdk.one('organizations.clientGrants.create', id, { grant_id: grant['id'] })
      expect(await sdk.all('organizations.clientGrants.list', id)).toHaveLength(1)
      expect(await sdk.all('clientGrants.organizations.list', grant['id'])).toMatchObject([{ id }])
      await sdk.call('organizations.clientGrants.delete', id, grant['id'])
      await sdk.one('clientGrants.update', grant['id'], { scope: [] })
      await sdk.call('clientGrants.delete', grant['id'])
      expect((await sdk.all('clients.list')).length).toBeGreaterThan(1)
      await sdk.call('clients.delete', client['client_id'])
      await sdk.call('resourceServers.delete', api['id'])
      expect(await sdk.refusal('resourceServers.get', api['id'])).toEqual({
        statusCode: 404,
        errorCode: 'inexistent_resource_server',
      })
    })

    test('users, roles and permissions', async () => {
      const user = await sdk.one('users.create', {
        ...{
          connection: 'password',
          email: 'una@journey.test',
          password: 'open-the-front-door',
          name: 'Una',
        },
        ...{ email_verified: true, app_metadata: { seat: 1 }, user_metadata: { lang: 'en' } },
      })
      const id = user['user_id']
      expect(await sdk.one('users.update', id, { user_metadata: { lang: 'de' } })).toMatchObject({
        user_metadata: { lang: 'de' },
      })
      expect(await sdk.all('users.list', { q: 'email:"una@journey.test"' })).toMatchObject([{ user_id: id }])
      expect(await sdk.call('users.listUsersByEmail', { email: 'una@journey.test' })).toMatchObject([
        { user_id: id },
      ])
      const role = await sdk.one('roles.create', { name: 'Keeper', description: 'Keeps' })
      const permissions = [
        { resource_server_identifier: 'https://api.lumen.test', permission_name: 'read:documents' },
      ]
      await sdk.call('roles.permissions.add', role['id'], { permissions })
      expect(await sdk.all('roles.permissions.list', role['id'])).toMatchObject(permissions)
      await sdk.call('users.roles.assign', id, { roles: [role['id']] })
      expect(await sdk.all('users.roles.list', id)).toMatchObject([{ name: 'Keeper' }])
      expect(await sdk.all('roles.users.list', role['id'])).toMatchObject([{ user_id: id }])
      await sdk.call('users.permissions.create', id, { permissions })
      expect(await sdk.all('users.permissions.list', id)).toMatchObject(permissions)
      await sdk.call('users.permissions.delete', id, { permissions })
      await sdk.call('users.roles.delete', id, { roles: [role['id']] })
      await sdk.call('roles.delete', role['id'])
      expect(await sdk.all('users.sessions.list', id)).toEqual([])
      expect(await sdk.one('tickets.changePassword', { user_id: id })).toMatchObject({
        ticket: expect.stringContaining('http'),
      })
      const unproven = await sdk.one('users.create', {
        ...{ connection: 'password', email: 'vic@journey.test', password: 'open-the-front-door' },
        verify_email: false,
      })
      const job = await sdk.one('jobs.verificationEmail.create', { user_id: unproven['user_id'] })
      expect(job).toMatchObject({ type: 'verification_email' })
      await sdk.call('users.delete', id)
      expect(await sdk.refusal('users.get', id)).toEqual({ statusCode: 404, errorCode: 'inexistent_user' })
    })

    test('the tenant itself, and what Foyer does not have', async () => {
      expect(await sdk.one('tenants.settings.get')).toMatchObject({ friendly_name: 'Own' })
      expect(await sdk.one('tenants.settings.update', { friendly_name: 'Ours' })).toMatchObject({
        friendly_name: 'Ours',
      })
      await sdk.one('branding.update', { colors: { primary: '#0f4c81', page_background: '#ffffff' } })
      expect(await sdk.one('branding.get')).toMatchObject({ colors: { primary: '#0f4c81' } })
      expect(await sdk.refusal('branding.themes.getDefault')).toEqual({
        statusCode: 404,
        errorCode: 'theme_not_found',
      })
      expect((await sdk.all('logs.list')).length).toBeGreaterThan(0)
      expect(await sdk.refusal('emailTemplates.get', 'verify_email')).toMatchObject({ statusCode: 404 })
      expect(await sdk.refusal('emails.provider.get')).toMatchObject({ statusCode: 404 })
    })
  })
}

test('auth0 4 goes through lists by page, with totals and without', async ({ baseURL }) => {
  const sdk = await Sdk.open(4, { baseURL, front })
  for (const name of ['Pier', 'Quay', 'Mole']) await sdk.tenant.organization(name)
  const bare = await sdk.one('organizations.getAll', { page: 0, per_page: 2 })
  expect(bare['data']).toHaveLength(2)
  const counted = await sdk.one('organizations.getAll', { page: 1, per_page: 2, include_totals: true })
  expect(counted['data']).toMatchObject({ start: 2, limit: 2, total: 3 })
  const first = await sdk.one('organizations.getAll', { take: 2 })
  expect(first['data']).toMatchObject({ next: expect.any(String) })
  for (const noun of ['users', 'roles', 'clients', 'resourceServers', 'connections', 'clientGrants', 'logs'])
    expect((await sdk.one(`${noun}.getAll`, { per_page: 5 }))['data'], noun).toBeTruthy()
})

test('every answer that they had is as the API publishes it', async ({ baseURL }) => {
  const published = await Published.read(baseURL)
  expect(front.heard.length).toBeGreaterThan(200)
  expect(front.heard.flatMap((one) => published.complaints(one))).toEqual([])
})
