import { beforeAll, describe, expect, it } from 'vitest'
import type { ApiCaller } from '@/test/api'
import { ClientGrantsApi } from '@/test/fixtures/client-grants-api'
import { eventsOf } from '@/test/fixtures/operator'
import { createApplication, requestToken } from '@/test/fixtures/openid'

let fixture: ClientGrantsApi
let operator: ApiCaller
let audience: string

beforeAll(async () => {
  fixture = await ClientGrantsApi.open()
  ;({ operator } = fixture)
  audience = `${fixture.api.openid.tenant.url}/my-org/`
})

const scope = ['read:my_org:details', 'read:my_org:members']

async function granted(more: object = {}): Promise<Record<string, unknown>> {
  const body = { client_id: await fixture.createMachine(), audience, scope, ...more }
  const { status, json } = await operator.send('POST', 'client-grants', body)
  expect(status).toBe(201)
  return json
}

describe('a client grant for the My Organization API', () => {
  it('201: requires an organization by default; GET finds it by id, audience and application', async () => {
    const grant = await granted()
    expect(grant).toMatchObject({
      audience,
      scope,
      organization_usage: 'require',
      allow_any_organization: false,
    })
    const id = String(grant['id'])
    expect((await operator.get(`client-grants/${id}`)).json).toEqual(grant)
    const by = async (query: string) => (await operator.get(`client-grants?${query}`)).rows
    expect(await by(`audience=${encodeURIComponent(audience)}`)).toContainEqual(grant)
    expect(await by(`client_id=${String(grant['client_id'])}`)).toEqual([grant])
    const other = encodeURIComponent(fixture.api.openid.audience)
    expect(await by(`audience=${other}`)).not.toContainEqual(grant)
    expect(await by('audience=https%3A%2F%2Fnone.test')).toEqual([])
    const [event] = (await eventsOf(fixture.api.tenant, 'client_grant.created')).slice(-1)
    expect(event).toMatchObject({ targetId: id, details: { after: { audience, scope } } })
  })

  it('200: PATCH changes its scopes; null sets the default', async () => {
    const { id } = await granted({ allow_any_organization: true })
    const change = (body: object) => operator.send('PATCH', `client-grants/${String(id)}`, body)
    const more = { scope: [...scope, 'update:my_org:details'] }
    expect((await change(more)).json).toMatchObject(more)
    await fixture.expectRefusal(() => change(more), { status: 200, json: more })
    const none = { scope: null, organization_usage: null, allow_any_organization: null }
    expect((await change(none)).json).toMatchObject({
      scope: [],
      organization_usage: 'require',
      allow_any_organization: false,
    })
  })

  it('204: DELETE removes it', async () => {
    const { id } = await granted()
    const path = `client-grants/${String(id)}`
    expect((await operator.send('DELETE', path)).status).toBe(204)
    expect((await operator.get(path)).status).toBe(404)
    const [event] = (await eventsOf(fixture.api.tenant, 'client_grant.deleted')).slice(-1)
    expect(event?.details).toMatchObject({ before: { audience, scope } })
  })

  it('400: scopes that the API does not have, and tokens for no organization', async () => {
    const client = await fixture.createMachine()
    const { id } = await granted()
    for (const wrong of [
      { scope: ['read:rooms'] },
      { scope: ['update:organizations'] },
      { organization_usage: 'deny' },
      { organization_usage: 'allow' },
    ]) {
      const body = { client_id: client, audience, scope, ...wrong }
      const refused = { status: 400 }
      await fixture.expectRefusal(() => operator.send('POST', 'client-grants', body), refused)
      await fixture.expectRefusal(() => operator.send('PATCH', `client-grants/${String(id)}`, wrong), refused)
    }
  })

  it('409: a second one for the same application; one for another API does not count', async () => {
    const client = await fixture.createMachine()
    await fixture.createGrant(client)
    await granted({ client_id: client })
    const body = { client_id: client, audience, scope }
    await fixture.expectRefusal(() => operator.send('POST', 'client-grants', body), { status: 409 })
  })

  it('404: for the audience of another tenant, and one that looks like it', async () => {
    const other = (await ClientGrantsApi.open()).api.openid.tenant.url
    const { url } = fixture.api.openid.tenant
    const client = await fixture.createMachine()
    for (const name of [`${other}/my-org/`, `${url}/my-org`, `${url}/my-org/v1/`, `${url}/x/my-org/`]) {
      const body = { client_id: client, audience: name, scope }
      await fixture.expectRefusal(() => operator.send('POST', 'client-grants', body), { status: 404 })
    }
  })

  it('is added to an organization, listed and removed there, and then its machine gets a token for it', async () => {
    const { tenant, openid } = fixture.api
    const place = await tenant.createOrganization()
    const application = await createApplication(tenant, ['client_credentials'])
    const configuration = { allowed_strategies: [], connection_deletion_behavior: 'allow' }
    const writer = await fixture.api.asMachine(['update:clients', 'read:clients'])
    const configured = { my_organization_configuration: configuration }
    expect((await writer.send('PATCH', `clients/${application.id}`, configured)).status).toBe(200)
    const { id } = await granted({ client_id: application.id })
    const path = `organizations/${place.id}/client-grants`
    const ask = () =>
      requestToken(openid, application, {
        grant_type: 'client_credentials',
        audience,
        organization: place.id,
      })
    expect((await ask()).error).toBe('access_denied')
    const added = await operator.send('POST', path, { grant_id: id })
    expect(added).toMatchObject({ status: 201, json: { audience, scope } })
    for (const query of ['', `?audience=${encodeURIComponent(audience)}`, `?client_id=${application.id}`])
      expect((await operator.get(`${path}${query}`)).rows).toMatchObject([{ id, audience }])
    expect((await operator.get(`client-grants/${String(id)}/organizations`)).rows).toMatchObject([
      { id: place.id },
    ])
    expect((await ask()).scope).toBe(scope.join(' '))
    expect((await operator.send('DELETE', `${path}/${String(id)}`)).status).toBe(204)
    expect((await ask()).error).toBe('access_denied')
  })
})
