import { expect, test } from '@playwright/test'
import { withEveryGeneration } from './sdk-generations'

withEveryGeneration({ generations: [7, 6, 5], answers: 100 }, (sdk) => {
  test('organizations', async () => {
    const made = await sdk().one('organizations.create', {
      name: 'harbour',
      display_name: 'Harbour',
      branding: { colors: { primary: '#0f4c81', page_background: '#ffffff' } },
      metadata: { plan: 'gold' },
    })
    const { id } = made
    expect(made).toMatchObject({ name: 'harbour', metadata: { plan: 'gold' } })
    for (const name of ['pier', 'quay', 'mole']) await sdk().one('organizations.create', { name })
    expect(await sdk().all('organizations.list', { take: 2 })).toHaveLength(4)
    expect(await sdk().one('organizations.getByName', 'harbour')).toMatchObject({ id })
    expect(await sdk().one('organizations.get', id)).toMatchObject({ id })
    const changed = await sdk().one('organizations.update', id, { display_name: 'Harbour Ltd' })
    expect(changed).toMatchObject({ id, display_name: 'Harbour Ltd' })
    const again = await sdk().refusal('organizations.create', { name: 'harbour' })
    expect(again).toEqual({ statusCode: 409, errorCode: 'organization_conflict' })
    expect(await sdk().refusal('organizations.create', { name: 'No Name' })).toMatchObject({
      statusCode: 400,
    })
    await sdk().call('organizations.delete', id)
    expect(await sdk().refusal('organizations.get', id)).toMatchObject({ statusCode: 404 })
  })

  test('what an organization is connected to', async () => {
    const { id } = await sdk().tenant.organization()
    const connection = await sdk().one('connections.create', {
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
    await sdk().one('organizations.enabledConnections.add', id, enabled)
    expect(await sdk().one('organizations.enabledConnections.get', id, connection['id'])).toMatchObject(
      enabled,
    )
    await sdk().one('organizations.enabledConnections.update', id, connection['id'], {
      show_as_button: false,
    })
    expect((await sdk().all('organizations.enabledConnections.list', id)).length).toBeGreaterThan(1)
    expect(await sdk().one('organizations.connections.get', id, connection['id'])).toMatchObject({
      show_as_button: false,
    })
    await sdk().call('organizations.enabledConnections.delete', id, connection['id'])
    const domain = await sdk().one('organizations.discoveryDomains.create', id, {
      domain: 'harbour.journey.test',
    })
    expect(domain).toMatchObject({ status: 'pending' })
    expect(await sdk().all('organizations.discoveryDomains.list', id)).toHaveLength(1)
    expect(await sdk().one('organizations.discoveryDomains.get', id, domain['id'])).toEqual(domain)
    await sdk().call('organizations.discoveryDomains.delete', id, domain['id'])
  })

  test('applications, grants and APIs', async () => {
    const api = await sdk().one('resourceServers.create', {
      ...{ identifier: 'https://rooms.journey.test', name: 'Rooms' },
      scopes: [{ value: 'read:rooms', description: 'See rooms' }],
    })
    expect(await sdk().one('resourceServers.get', 'https://rooms.journey.test')).toMatchObject({
      id: api['id'],
    })
    await sdk().one('resourceServers.update', api['id'], { token_lifetime: 300 })
    const client = await sdk().one('clients.create', {
      name: 'Robot',
      app_type: 'non_interactive',
      grant_types: ['client_credentials'],
    })
    const rotated = await sdk().one('clients.rotateSecret', client['client_id'])
    expect(rotated['client_secret']).not.toBe(client['client_secret'])
    await sdk().one('clients.update', client['client_id'], { name: 'Robot Two' })
    const grant = await sdk().one('clientGrants.create', {
      ...{ client_id: client['client_id'], audience: 'https://rooms.journey.test', scope: ['read:rooms'] },
      organization_usage: 'allow',
    })
    const { id } = await sdk().tenant.organization()
    await sdk().one('organizations.clientGrants.create', id, { grant_id: grant['id'] })
    expect(await sdk().all('organizations.clientGrants.list', id)).toHaveLength(1)
    expect(await sdk().all('clientGrants.organizations.list', grant['id'])).toMatchObject([{ id }])
    await sdk().call('organizations.clientGrants.delete', id, grant['id'])
    await sdk().one('clientGrants.update', grant['id'], { scope: [] })
    await sdk().call('clientGrants.delete', grant['id'])
    expect((await sdk().all('clients.list')).length).toBeGreaterThan(1)
    await sdk().call('clients.delete', client['client_id'])
    await sdk().call('resourceServers.delete', api['id'])
    expect(await sdk().refusal('resourceServers.get', api['id'])).toEqual({
      statusCode: 404,
      errorCode: 'inexistent_resource_server',
    })
  })

  test('the tenant itself, and what Foyer does not have', async () => {
    expect(await sdk().one('tenants.settings.get')).toMatchObject({ friendly_name: 'Own' })
    expect(await sdk().one('tenants.settings.update', { friendly_name: 'Ours' })).toMatchObject({
      friendly_name: 'Ours',
    })
    await sdk().one('branding.update', { colors: { primary: '#0f4c81', page_background: '#ffffff' } })
    expect(await sdk().one('branding.get')).toMatchObject({ colors: { primary: '#0f4c81' } })
    expect(await sdk().refusal('branding.themes.getDefault')).toEqual({
      statusCode: 404,
      errorCode: 'theme_not_found',
    })
    expect((await sdk().all('logs.list')).length).toBeGreaterThan(0)
    expect(await sdk().refusal('emailTemplates.get', 'verify_email')).toMatchObject({ statusCode: 404 })
    expect(await sdk().refusal('emails.provider.get')).toMatchObject({ statusCode: 404 })
  })
})
