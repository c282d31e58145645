import { expect, test } from '@playwright/test'
import type { Sdk } from '../sdk'

export function applicationJourneys(sdk: () => Sdk): void {
  test('applications, grants and APIs', async () => {
    const api = await sdk().one('resourceServers.create', {
      identifier: 'https://rooms.journey.test',
      name: 'Rooms',
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
    expect(await sdk().one('clients.get', client['client_id'])).toMatchObject({ name: 'Robot Two' })
    expect((await sdk().all('clients.connections.get', client['client_id'])).length).toBeGreaterThan(1)
    const grant = await sdk().one('clientGrants.create', {
      client_id: client['client_id'],
      audience: 'https://rooms.journey.test',
      scope: ['read:rooms'],
      organization_usage: 'allow',
    })
    const { id } = await sdk().tenant.createOrganization()
    await sdk().one('organizations.clientGrants.create', id, { grant_id: grant['id'] })
    expect(await sdk().all('organizations.clientGrants.list', id)).toHaveLength(1)
    expect(await sdk().all('clientGrants.organizations.list', grant['id'])).toMatchObject([{ id }])
    await sdk().call('organizations.clientGrants.delete', id, grant['id'])
    expect(await sdk().one('clientGrants.get', grant['id'])).toMatchObject({ scope: ['read:rooms'] })
    const ofRobot = { client_id: client['client_id'] }
    expect(await sdk().all('clientGrants.list', ofRobot)).toHaveLength(1)
    expect(await sdk().all('resourceServers.list')).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ id: api['id'] })]),
    )
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

  test('connections', async () => {
    const { id } = await sdk().one('connections.create', {
      name: 'quayside',
      strategy: 'oidc',
      display_name: 'Quayside',
      options: {
        issuer: 'https://idp.journey.test',
        client_id: 'foyer',
        client_secret: 'secret',
        type: 'back_channel',
      },
    })
    expect(await sdk().one('connections.get', id)).toMatchObject({ name: 'quayside' })
    expect(await sdk().all('connections.list', { name: 'quayside' })).toMatchObject([{ id }])
    expect(await sdk().one('connections.update', id, { display_name: 'The quay' })).toMatchObject({
      display_name: 'The quay',
    })
    const offline = { statusCode: 404, errorCode: 'connection_offline' }
    expect(await sdk().refusal('connections.checkStatus', id)).toEqual(offline)
    const clients = await sdk().all('connections.clients.get', id)
    expect(clients.length).toBeGreaterThan(0)
    const [client] = clients
    await sdk().call('connections.clients.update', id, [{ client_id: client?.['client_id'], status: true }])
    await sdk().call('connections.delete', id)
    expect(await sdk().refusal('connections.get', id)).toMatchObject({ statusCode: 404 })
  })
}
