import { expect, test } from '@playwright/test'
import type { Generation, Sdk } from '../sdk'

export function organizationJourneys(sdk: () => Sdk, generation: Generation): void {
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
    const { id } = await sdk().tenant.createOrganization()
    const connection = await sdk().one('connections.create', {
      name: 'corporate',
      strategy: 'oidc',
      display_name: 'Corporate',
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
    await sdk().one('organizations.connections.update', id, connection['id'], { is_enabled: false })
    expect(await sdk().all('organizations.connections.list', id, { is_enabled: false })).toMatchObject([
      { connection_id: connection['id'] },
    ])
    await sdk().call('organizations.connections.delete', id, connection['id'])
    await sdk().one('organizations.connections.create', id, { ...enabled, is_enabled: true })
    await sdk().call('organizations.enabledConnections.delete', id, connection['id'])
    const domain = await sdk().one('organizations.discoveryDomains.create', id, {
      domain: 'harbour.journey.test',
    })
    expect(domain).toMatchObject({ status: 'pending' })
    expect(await sdk().all('organizations.discoveryDomains.list', id)).toHaveLength(1)
    expect(await sdk().one('organizations.discoveryDomains.get', id, domain['id'])).toEqual(domain)
    const named = await sdk().one('organizations.discoveryDomains.getByName', id, 'harbour.journey.test')
    expect(named).toEqual(domain)
    const unused = { use_for_organization_discovery: false }
    expect(await sdk().one('organizations.discoveryDomains.update', id, domain['id'], unused)).toMatchObject(
      unused,
    )
    await sdk().call('organizations.discoveryDomains.delete', id, domain['id'])
    await sdk().call('connections.delete', connection['id'])
  })

  if (generation > 5) applicationsOf(sdk)
}

function applicationsOf(sdk: () => Sdk): void {
  test('the applications of an organization', async () => {
    const { id } = await sdk().tenant.createOrganization()
    const { client_id } = await sdk().one('clients.create', { name: 'App', app_type: 'spa' })
    const given = { client_id, use_for_member_access: true }
    expect(await sdk().call('organizations.clients.create', id, { clients: [given] })).toMatchObject([given])
    expect(await sdk().all('organizations.clients.list', id)).toMatchObject([given])
    expect(await sdk().one('organizations.clients.get', id, client_id)).toMatchObject(given)
    const changed = { use_for_member_access: false }
    expect(await sdk().one('organizations.clients.update', id, client_id, changed)).toMatchObject(changed)
    await sdk().call('organizations.clients.delete', id, { clients: [client_id] })
    expect(await sdk().all('organizations.clients.list', id)).toEqual([])
  })
}
