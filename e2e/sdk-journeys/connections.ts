import { expect, test } from '@playwright/test'
import { createConnection } from '@/test/fixtures/browser-connections'
import { SamlProviderServer } from '@/test/saml-provider-server'
import type { Sdk } from '../sdk'

export function connectionJourneys(sdk: () => Sdk): void {
  test('directory sync of an organization’s connection', async () => {
    const owner = await sdk().tenant.createOrganization()
    const own = { owner, options: { issuer: 'https://idp.journey.test' } }
    const { id } = await createConnection(sdk().tenant, own)
    const scim = 'connections.scimConfiguration'
    expect(await sdk().refusal(`${scim}.get`, id)).toEqual({
      statusCode: 404,
      errorCode: 'inexistent_scim_configuration',
    })
    const created = await sdk().one(`${scim}.create`, id)
    expect(created).toMatchObject({ connection_id: id, strategy: 'oidc', user_id_attribute: 'userName' })
    expect(await sdk().one(`${scim}.get`, id)).toEqual(created)
    expect(await sdk().all(`${scim}.list`)).toEqual([created])
    const { mapping } = await sdk().one(`${scim}.getDefaultMapping`, id)
    const same = { user_id_attribute: 'userName', mapping }
    expect(await sdk().one(`${scim}.update`, id, same)).toEqual(created)

    const { token, token_id: tokenId } = await sdk().one(`${scim}.tokens.create`, id, {
      token_lifetime: 3600,
    })
    const users = `${sdk().tenant.url}/scim/v2/connections/${id}/Users`
    const headers = { authorization: `Bearer ${String(token)}` }
    expect((await fetch(users, { headers })).status).toBe(200)
    expect(await sdk().all(`${scim}.tokens.get`, id)).toMatchObject([{ token_id: tokenId }])
    await sdk().call(`${scim}.tokens.delete`, id, tokenId)
    expect((await fetch(users, { headers })).status).toBe(401)
    await sdk().call(`${scim}.delete`, id)
    expect(await sdk().refusal(`${scim}.tokens.get`, id)).toMatchObject({ statusCode: 404 })
  })

  test('connection profiles', async () => {
    const profiles = 'connectionProfiles'
    const { connection_profile_templates: templates } = await sdk().one(`${profiles}.listTemplates`)
    const { template } = await sdk().one(`${profiles}.getTemplate`, 'default')
    expect(templates).toMatchObject([{ id: 'default', template }])
    const created = await sdk().one(`${profiles}.create`, template)
    expect(created).toEqual({ id: created['id'], ...(template as object) })
    const { id } = created
    expect(await sdk().one(`${profiles}.get`, id)).toEqual(created)
    expect(await sdk().all(`${profiles}.list`)).toEqual([created])
    const change = { organization: { show_as_button: 'required' }, strategy_overrides: { okta: {} } }
    expect(await sdk().one(`${profiles}.update`, id, change)).toEqual({ ...created, ...change })

    const configuration = {
      allowed_strategies: ['okta'],
      connection_deletion_behavior: 'allow',
      connection_profile_id: id,
    }
    const client = await sdk().one('clients.create', {
      name: 'Pages',
      my_organization_configuration: configuration,
    })
    expect(client).toMatchObject({ my_organization_configuration: configuration })
    expect(await sdk().refusal(`${profiles}.delete`, id)).toMatchObject({ statusCode: 409 })
    await sdk().call('clients.delete', client['client_id'])
    await sdk().call(`${profiles}.delete`, id)
    expect(await sdk().refusal(`${profiles}.get`, id)).toMatchObject({ statusCode: 404 })
  })

  test('user attribute profiles', async () => {
    const profiles = 'userAttributeProfiles'
    const { user_attribute_profile_templates: templates } = await sdk().one(`${profiles}.listTemplates`)
    const { template } = await sdk().one(`${profiles}.getTemplate`, 'default')
    expect(templates).toMatchObject([{ id: 'default', template }])
    const created = await sdk().one(`${profiles}.create`, template)
    expect(created).toEqual({ id: created['id'], ...(template as object) })
    const { id } = created
    expect(await sdk().one(`${profiles}.get`, id)).toEqual(created)
    expect(await sdk().all(`${profiles}.list`)).toEqual([created])
    expect(await sdk().one(`${profiles}.update`, id, { name: 'Other' })).toEqual({
      ...created,
      name: 'Other',
    })
    await sdk().call(`${profiles}.delete`, id)
    expect(await sdk().refusal(`${profiles}.get`, id)).toMatchObject({ statusCode: 404 })
  })

  test('self-service profiles and their tickets', async () => {
    const profiles = 'selfServiceProfiles'
    const body = {
      name: 'Enterprise',
      description: 'For customers',
      allowed_strategies: ['okta', 'oidc'],
      user_attributes: [{ name: 'email', description: 'Work address', is_optional: false }],
    }
    const created = await sdk().one(`${profiles}.create`, body)
    const { id } = created
    expect(created).toMatchObject(body)
    expect(await sdk().one(`${profiles}.get`, id)).toEqual(created)
    expect(await sdk().all(`${profiles}.list`)).toEqual([created])
    expect(await sdk().one(`${profiles}.update`, id, { allowed_strategies: [] })).toMatchObject({
      ...body,
      allowed_strategies: [],
    })
    const text = ['en', 'get-started']
    const words = { introduction: 'Connect your provider.' }
    expect(await sdk().one(`${profiles}.customText.list`, id, ...text)).toEqual({})
    expect(await sdk().one(`${profiles}.customText.set`, id, ...text, words)).toEqual(words)
    expect(await sdk().one(`${profiles}.customText.list`, id, ...text)).toEqual(words)
    const { id: organizationId } = await sdk().tenant.createOrganization()
    const { ticket } = await sdk().one(`${profiles}.ssoTicket.create`, id, {
      connection_config: { name: `own-${organizationId.slice(4)}`, display_name: 'Acme' },
      enabled_organizations: [{ organization_id: organizationId, show_as_button: false }],
      ttl_sec: 3600,
    })
    expect(String(ticket)).toMatch(/\/connect\/sst_\w{48}$/)
    await sdk().call(`${profiles}.ssoTicket.revoke`, id, String(ticket).slice(-52, -32))
    await sdk().call(`${profiles}.delete`, id)
    expect(await sdk().refusal(`${profiles}.get`, id)).toMatchObject({ statusCode: 404 })
  })

  test('connections of Okta, Microsoft Entra ID and Google Workspace', async () => {
    const credentials = { client_id: 'foyer', client_secret: 'secret' }
    for (const [strategy, named] of [
      ['okta', { domain: 'journey.okta.test' }],
      ['waad', { tenant_domain: 'journey.onmicrosoft.com' }],
      ['google-apps', { domain: 'journey.test' }],
    ] as const) {
      const options = { ...credentials, ...named }
      const created = await sdk().one('connections.create', { name: `own-${strategy}`, strategy, options })
      expect(created, strategy).toMatchObject({ strategy, options: { client_id: 'foyer', ...named } })
      const { id } = created
      expect(await sdk().one('connections.get', id)).toEqual(created)
      expect(await sdk().all('connections.list', { strategy: [strategy] })).toMatchObject([{ id }])
      const change = { display_name: 'Another', options: created['options'] }
      expect(await sdk().one('connections.update', id, change)).toMatchObject({ strategy, options: named })
      await sdk().call('connections.delete', id)
    }
  })

  test('connections of AD FS and PingFederate', async () => {
    const provider = await SamlProviderServer.start()
    const signingCert = Buffer.from(provider.keys.certificate).toString('base64')
    const pingFederateBaseUrl = 'https://sso.journey.test'
    for (const [strategy, options, named] of [
      ['adfs', { fedMetadataXml: provider.federationMetadata() }, { issuer: provider.issuer }],
      ['adfs', { adfs_server: provider.url }, { adfs_server: provider.url }],
      ['pingfederate', { pingFederateBaseUrl, issuer: 'journey:ping', signingCert }, { pingFederateBaseUrl }],
    ] as const) {
      const created = await sdk().one('connections.create', { name: `own-${strategy}`, strategy, options })
      expect(created, strategy).toMatchObject({ strategy, options: named })
      const { id } = created
      expect(await sdk().one('connections.get', id)).toEqual(created)
      expect(await sdk().all('connections.list', { strategy: [strategy] })).toMatchObject([{ id }])
      const change = { display_name: 'Another', options: created['options'] }
      expect(await sdk().one('connections.update', id, change)).toMatchObject({ strategy, options: named })
      await sdk().call('connections.delete', id)
    }
    await provider.stop()
  })
}
