import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { startApi } from '@/test/api'
import {
  connectionScopes as scopes,
  ConnectionsApi,
  noSuchConnection as absent,
} from '@/test/fixtures/connections-api'
import { createProvider } from '@/test/fixtures/connections'
import type { TestOrganization } from '@/test/fixtures/tenant'

const open = { assign_membership_on_login: true, show_as_button: true, is_signup_enabled: true }
const closed = { assign_membership_on_login: false, show_as_button: true, is_signup_enabled: false }

const fixture = await ConnectionsApi.open()
const { api, operator, password, email } = fixture

describe.each([
  { form: 'enabled_connections', parameter: 'connectionId', more: {} },
  {
    form: 'connections',
    parameter: 'connection_id',
    more: { is_enabled: true, organization_access_level: 'full' },
  },
])('$form', ({ form, more }) => {
  const at = (organization: TestOrganization, id?: string) =>
    `organizations/${organization.id}/${form}${id === undefined ? '' : `/${id}`}`
  const shown = (settings: object) => ({
    connection_id: password,
    ...settings,
    ...more,
    connection: { name: 'password', strategy: 'auth0' },
  })

  describe(`GET /organizations/{id}/${form}`, () => {
    it('200: as a list, with totals, and from a checkpoint, which takes precedence over pages', async () => {
      const organization = await api.tenant.createOrganization()
      const bare = await operator.get(at(organization))
      expect(bare.rows).toHaveLength(3)
      expect(bare.rows).toContainEqual(shown(closed))
      const totals = await operator.get(`${at(organization)}?include_totals=true&per_page=2&page=1`)
      expect(totals.json).toMatchObject({ start: 2, limit: 2, total: 3, [form]: [bare.rows[2]] })
      expect((await operator.get(`${at(organization)}?page=5`)).rows).toEqual([])
      const first = await operator.get(`${at(organization)}?take=2&include_totals=true`)
      const second = await operator.get(`${at(organization)}?take=2&from=${String(first.json['next'])}`)
      expect(second.json).toEqual({ [form]: [expect.anything()] })
      const ids = [first, second].flatMap(({ json }) => json[form] as { connection_id: string }[])
      expect(ids.map((one) => one.connection_id)).toEqual([...ids.map((one) => one.connection_id)].sort())
      expect(new Set(ids.map((one) => one.connection_id)).size).toBe(3)
    })

    it('400: an invalid page', async () => {
      for (const query of ['page=-1', 'per_page=101', 'take=0', 'include_totals=perhaps'])
        expect(await operator.get(`${at(await fixture.createOrganization())}?${query}`), query).toMatchObject(
          {
            status: 400,
          },
        )
    })
  })

  describe(`POST /organizations/{id}/${form}`, () => {
    it('201: with Auth0’s defaults for omitted properties, also for a connection that organizations cannot see', async () => {
      const organization = await fixture.createOrganization()
      const own = await createProvider(api.tenant, { strategy: 'oidc', options: { domains: ['none.test'] } })
      const made = await operator.send('POST', at(organization), {
        connection_id: own,
        show_as_button: false,
      })
      expect(made.status).toBe(201)
      expect(made.json).toMatchObject({ connection_id: own, ...closed, show_as_button: false, ...more })
      expect((await operator.get(at(organization, own))).json).toEqual(made.json)
    })

    it('201: accepts a form body', async () => {
      const organization = await fixture.createOrganization()
      const raw = new URLSearchParams({ connection_id: email, assign_membership_on_login: 'true' }).toString()
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      expect((await operator.request('POST', at(organization), { headers, raw })).json).toMatchObject({
        connection_id: email,
        assign_membership_on_login: true,
      })
    })

    it.each([
      { body: () => ({}), says: 'connection_id' },
      { body: () => ({ connection_id: 7 }), says: 'connection_id' },
      { body: () => ({ connection_id: '' }), says: 'connection_id' },
      { body: () => ({ connection_id: email, show_as_button: 'often' }), says: 'show_as_button' },
      { body: () => ({ connection_id: email, color: 'red' }), says: 'Additional properties' },
      { body: () => ({ connection_id: email, ...open }), says: 'Only a password connection' },
    ])('400: $says', async ({ body, says }) => {
      const organization = await fixture.createOrganization()
      await fixture.expectRefusal(organization, () => operator.send('POST', at(organization), body()), {
        status: 400,
        json: { errorCode: 'invalid_body', message: expect.stringContaining(says) },
      })
    })

    it('404: an unknown connection, another tenant’s, and to a bound token one that is not offered', async () => {
      const organization = await fixture.createOrganization()
      const [bound, own, other] = await Promise.all([
        api.asMachine(scopes, organization),
        createProvider(api.tenant, { strategy: 'oidc' }),
        startApi(),
      ])
      for (const id of [newId('connection'), other.tenant.connection('password')])
        await fixture.expectRefusal(
          organization,
          () => operator.send('POST', at(organization), { connection_id: id }),
          absent,
        )
      await fixture.expectRefusal(
        organization,
        () => bound.send('POST', at(organization), { connection_id: own }),
        absent,
      )
    })

    it('409: a connection that is already enabled, and an eleventh one', async () => {
      const organization = await fixture.createOrganization()
      await fixture.expectRefusal(
        organization,
        () => operator.send('POST', at(organization), { connection_id: password }),
        {
          status: 409,
          json: { message: 'The connection has already been added to this organization.' },
        },
      )
      const nine = await Promise.all(Array.from({ length: 9 }, () => createProvider(api.tenant)))
      await api.tenant.write((tx) =>
        tx.enabledConnection.createMany({
          data: nine.map((connectionId) => ({ organizationId: organization.id, connectionId })),
        }),
      )
      await fixture.expectRefusal(
        organization,
        () => operator.send('POST', at(organization), { connection_id: email }),
        {
          status: 409,
        },
      )
    })

    it('403: for an organization’s token that would let people join with more permissions than its own', async () => {
      const organization = await fixture.createOrganization()
      const bound = await api.asMachine(scopes, organization)
      const requested = { connection_id: email, assign_membership_on_login: true }
      await fixture.expectRefusal(organization, () => bound.send('POST', at(organization), requested), {
        status: 403,
        json: { errorCode: 'not_yours_to_give' },
      })
      expect(await bound.send('POST', at(organization), { connection_id: email })).toMatchObject({
        status: 201,
      })
    })
  })
})
