import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import {
  connectionScopes as scopes,
  ConnectionsApi,
  noSuchConnection as absent,
} from '@/test/fixtures/connections-api'
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
])('$form', ({ form, parameter, more }) => {
  const at = (organization: TestOrganization, id?: string) =>
    `organizations/${organization.id}/${form}${id === undefined ? '' : `/${id}`}`
  const shown = (settings: object) => ({
    connection_id: password,
    ...settings,
    ...more,
    connection: { name: 'password', strategy: 'auth0' },
  })

  describe(`GET /organizations/{id}/${form}/{${parameter}}`, () => {
    it('200: the enabled connection', async () => {
      const organization = await fixture.createOrganization()
      expect((await operator.get(at(organization, password))).json).toEqual(shown(closed))
    })

    it('404: for a connection that is not enabled, and for an unknown one', async () => {
      const organization = await fixture.createOrganization()
      for (const id of [email, newId('connection')])
        expect(await operator.get(at(organization, id)), id).toMatchObject(absent)
    })
  })

  describe(`PATCH /organizations/{id}/${form}/{${parameter}}`, () => {
    it('200: changes only the properties that are sent', async () => {
      const organization = await fixture.createOrganization()
      const change = (body: object) => operator.send('PATCH', at(organization, password), body)
      expect((await change(open)).json).toEqual(shown(open))
      expect((await change({ is_signup_enabled: false })).json).toEqual(
        shown({ ...open, is_signup_enabled: false }),
      )
      const before = await fixture.rows(organization)
      expect((await change({})).status).toBe(200)
      expect(await fixture.rows(organization)).toEqual(before)
      expect((await operator.get(at(organization, password))).json).toEqual(
        shown({ ...open, is_signup_enabled: false }),
      )
    })

    it('400: sign-up without membership, and an unknown property', async () => {
      const organization = await fixture.createOrganization()
      const bodies = [
        { is_signup_enabled: true },
        { connection_id: email },
        { assign_membership_on_login: null },
        { show_as_button: 1 },
      ]
      for (const body of bodies)
        await fixture.expectRefusal(
          organization,
          () => operator.send('PATCH', at(organization, password), body),
          {
            status: 400,
          },
        )
    })

    it('404: for a connection that is not enabled, and for an unknown one', async () => {
      const organization = await fixture.createOrganization()
      for (const id of [email, newId('connection')])
        await fixture.expectRefusal(
          organization,
          () => operator.send('PATCH', at(organization, id), closed),
          absent,
        )
    })

    it('409: for an organization’s token that hides the last connection of the sign-in page', async () => {
      const organization = await fixture.createOrganization()
      const bound = await api.asMachine(scopes, organization)
      const hidden = { show_as_button: false }
      await fixture.expectRefusal(
        organization,
        () => bound.send('PATCH', at(organization, password), hidden),
        {
          status: 409,
        },
      )
      expect((await operator.send('PATCH', at(organization, password), hidden)).json).toMatchObject(hidden)
    })

    it('403: for an organization’s token that would let people join with more permissions than its own', async () => {
      const organization = await fixture.createOrganization()
      const bound = await api.asMachine(scopes, organization)
      const requested = { assign_membership_on_login: true }
      await fixture.expectRefusal(
        organization,
        () => bound.send('PATCH', at(organization, password), requested),
        {
          status: 403,
        },
      )
      const able = await api.asMachine(
        [...scopes, 'read:organization_members', 'read:organization_member_roles'],
        organization,
      )
      expect((await able.send('PATCH', at(organization, password), requested)).json).toMatchObject(requested)
    })
  })

  describe(`DELETE /organizations/{id}/${form}/{${parameter}}`, () => {
    it('204: a tenant-level caller may disable the last connection', async () => {
      const organization = await fixture.createOrganization()
      expect(await operator.send('DELETE', at(organization, password))).toMatchObject({
        status: 204,
        text: '',
      })
      expect((await fixture.rows(organization)).on).toEqual([])
    })

    it('404: for a connection that is not enabled, and for an unknown one', async () => {
      const organization = await fixture.createOrganization()
      for (const id of [email, newId('connection')])
        await fixture.expectRefusal(organization, () => operator.send('DELETE', at(organization, id)), absent)
    })

    it('409: for an organization’s token that disables the last connection', async () => {
      const organization = await fixture.createOrganization()
      const bound = await api.asMachine(scopes, organization)
      await fixture.expectRefusal(organization, () => bound.send('DELETE', at(organization, password)), {
        status: 409,
      })
    })
  })
})
