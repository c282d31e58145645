import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { ClientGrantsApi } from '@/test/fixtures/client-grants-api'
import { eventsOf } from '@/test/fixtures/operator'

let fixture: ClientGrantsApi
let api: Api
let operator: ApiCaller
let audience: string

beforeAll(async () => {
  fixture = await ClientGrantsApi.open()
  ;({ api, operator } = fixture)
  audience = api.openid.audience
})

describe('GET /client-grants', () => {
  it('200: as a list, with totals, from a checkpoint, and by each filter', async () => {
    const client = await fixture.createMachine()
    const id = await fixture.createGrant(client)
    await fixture.createGrant()
    const shown = {
      id,
      client_id: client,
      audience,
      scope: ['read:rooms'],
      organization_usage: 'deny',
      allow_any_organization: false,
      subject_type: 'client',
    }
    expect((await operator.get(`client-grants?client_id=${client}`)).rows).toEqual([shown])
    const all = (await operator.get('client-grants?include_totals=true')).json
    expect(all['client_grants']).toContainEqual(shown)
    expect(all).toMatchObject({ start: 0, limit: 50, total: (await fixture.rows()).grants.length })
    const found = (query: string) => operator.get(`client-grants?client_id=${client}&${query}`)
    const encoded = encodeURIComponent(audience)
    for (const query of [`audience=${encoded}`, 'allow_any_organization=false', 'subject_type=client'])
      expect((await found(query)).rows, query).toHaveLength(1)
    for (const query of [
      'audience=https%3A%2F%2Fnone.test',
      'allow_any_organization=true',
      'page=1',
      'subject_type=user',
    ])
      expect((await found(query)).rows, query).toHaveLength(0)
    const walked: unknown[] = []
    for (let from = ''; from !== 'undefined';) {
      const { json } = await operator.get(
        `client-grants?include_totals=true&take=2${from && `&from=${from}`}`,
      )
      walked.push(...[json['client_grants']].flat())
      from = String(json['next'])
    }
    expect(walked).toHaveLength((await fixture.rows()).grants.length)
    expect(walked).toContainEqual(shown)
  })

  it('400: an invalid filter', async () => {
    for (const query of [`audience=${'a'.repeat(601)}`, 'allow_any_organization=maybe', 'subject_type=robot'])
      expect(await operator.get(`client-grants?${query}`), query).toMatchObject({ status: 400 })
  })
})

describe('POST /client-grants', () => {
  it('201: with Auth0’s defaults for omitted properties, and an event', async () => {
    const client = await fixture.createMachine()
    const made = await operator.send('POST', 'client-grants', { client_id: client, audience })
    expect(made).toMatchObject({ status: 201, json: { client_id: client, audience, scope: [] } })
    expect(made.json).toMatchObject({ organization_usage: 'deny', allow_any_organization: false })
    expect(made.json['id']).toMatch(/^cgr_\w{16}$/)
    const [event] = (await eventsOf(api.tenant, 'client_grant.created')).slice(-1)
    expect(event).toMatchObject({
      actorKind: 'client',
      actorId: operator.client.id,
      targetId: made.json['id'],
      details: { after: { clientId: client, audience, scope: [] } },
    })
  })

  it('201: with every property', async () => {
    const input = {
      client_id: await fixture.createMachine(),
      audience,
      scope: ['write:rooms', 'read:rooms'],
      organization_usage: 'require',
      allow_any_organization: true,
      subject_type: 'client',
    }
    const fixed = { allow_all_scopes: false, authorization_details_types: [] }
    const made = await operator.send('POST', 'client-grants', { ...input, ...fixed })
    expect(made.json).toMatchObject(input)
    expect((await operator.get(`client-grants/${String(made.json['id'])}`)).json).toEqual(made.json)
  })

  it.each([
    [{ client_id: undefined }, 'client_id'],
    [{ audience: undefined }, 'audience'],
    [{ audience: 'a'.repeat(601) }, 'audience'],
    [{ scope: 'read:rooms' }, 'scope'],
    [{ scope: ['read:rooms', 'read:rooms'] }, 'Each scope once'],
    [{ scope: ['read:moons'] }, 'do not exist at this API: read:moons'],
    [{ organization_usage: 'sometimes' }, 'organization_usage'],
    [{ allow_any_organization: null }, 'allow_any_organization'],
    [{ subject_type: 'anonymous_user' }, 'subject_type'],
    [{ default_for: 'third_party_clients' }, 'Additional properties'],
    [{ allow_all_scopes: true }, 'allow_all_scopes'],
    [{ authorization_details_types: ['payment'] }, 'authorization_details_types'],
  ])('400: %j', async (wrong, says) => {
    const body = { client_id: await fixture.createMachine(), audience, scope: [], ...wrong }
    const message = expect.stringContaining(says)
    await fixture.expectRefusal(() => operator.send('POST', 'client-grants', body), {
      status: 400,
      json: { message },
    })
  })

  it('404: for a client or an API that this tenant does not have', async () => {
    const other = await startApi()
    const here = await fixture.createMachine()
    for (const client of [newId('client'), other.openid.machine.id]) {
      const body = { client_id: client, audience, scope: [] }
      const as = { status: 404, json: { errorCode: 'inexistent_client' } }
      await fixture.expectRefusal(() => operator.send('POST', 'client-grants', body), as)
    }
    for (const name of ['https://none.test', `${other.openid.tenant.url}/api/v2/`]) {
      const body = { client_id: here, audience: name, scope: [] }
      const as = { status: 404, json: { errorCode: 'inexistent_resource_server' } }
      await fixture.expectRefusal(() => operator.send('POST', 'client-grants', body), as)
    }
  })

  it('409: a second grant for the same client and API', async () => {
    const client = await fixture.createMachine()
    await fixture.createGrant(client)
    const body = { client_id: client, audience, scope: [] }
    await fixture.expectRefusal(() => operator.send('POST', 'client-grants', body), { status: 409 })
  })
})
