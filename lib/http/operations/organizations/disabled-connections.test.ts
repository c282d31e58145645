import { describe, expect, it } from 'vitest'
import {
  connectionScopes as scopes,
  ConnectionsApi,
  noSuchConnection as absent,
} from '@/test/fixtures/connections-api'
import type { TestOrganization } from '@/test/fixtures/tenant'

const fixture = await ConnectionsApi.open()
const { api, operator, password, email } = fixture

describe('a disabled connection', () => {
  const path = (organization: TestOrganization, id = '', form = 'connections') =>
    `organizations/${organization.id}/${form}${id === '' ? '' : `/${id}`}`

  it('keeps its settings, is shown only in the newer form, and can be enabled again', async () => {
    const organization = await fixture.createOrganization()
    const settings = { assign_membership_on_login: true, organization_connection_name: 'Mail' }
    const requested = { connection_id: email, is_enabled: false, ...settings }
    const made = await operator.send('POST', path(organization), requested)
    expect(made).toMatchObject({ status: 201, json: requested })
    expect((await fixture.rows(organization)).on).toHaveLength(1)
    expect((await operator.get(path(organization, '', 'enabled_connections'))).rows).toHaveLength(1)
    expect(await operator.get(path(organization, email, 'enabled_connections'))).toMatchObject(absent)
    expect((await operator.get(`${path(organization)}?is_enabled=false`)).rows).toEqual([made.json])
    expect((await operator.get(`${path(organization)}?is_enabled=true`)).rows).toHaveLength(1)
    expect((await operator.get(path(organization))).rows).toHaveLength(2)
    expect(await operator.send('POST', path(organization), { connection_id: email })).toMatchObject({
      status: 409,
    })

    const on = await operator.send('PATCH', path(organization, email), { is_enabled: true })
    expect(on.json).toEqual({ ...made.json, is_enabled: true })
    expect((await fixture.rows(organization)).off).toEqual([])
    await operator.send('PATCH', path(organization, email), {
      is_enabled: false,
      organization_connection_name: null,
    })
    expect(await fixture.rows(organization)).toMatchObject({
      off: [{ connectionId: email, assignMembershipOnLogin: true, nameHere: null }],
    })
    expect(await operator.send('DELETE', path(organization, email))).toMatchObject({ status: 204 })
    expect((await fixture.rows(organization)).off).toEqual([])
  })

  it('409: the last sign-in method cannot be disabled by a bound token', async () => {
    const organization = await fixture.createOrganization()
    const bound = await api.asMachine(scopes, organization)
    const off = { is_enabled: false }
    await fixture.expectRefusal(organization, () => bound.send('PATCH', path(organization, password), off), {
      status: 409,
    })
  })

  it.each([
    { organization_connection_name: '' },
    { organization_connection_name: 'x'.repeat(51) },
    { organization_access_level: 'owner' },
    { is_enabled: 'maybe' },
  ])('400: %j', async (wrong) => {
    const organization = await fixture.createOrganization()
    const post = () => operator.send('POST', path(organization), { connection_id: email, ...wrong })
    await fixture.expectRefusal(organization, post, { status: 400 })
    await fixture.expectRefusal(
      organization,
      () => operator.send('PATCH', path(organization, password), wrong),
      {
        status: 400,
      },
    )
  })
})

describe('organization_access_level', () => {
  const path = (organization: TestOrganization) => `organizations/${organization.id}/connections/${email}`
  const may = { status: 200 }
  const mayNot = { status: 403 }
  const cases = [
    { level: 'none', get: absent, change: absent, remove: absent },
    { level: 'readonly', get: may, change: mayNot, remove: mayNot },
    { level: 'limited', get: may, change: may, remove: mayNot },
    { level: 'full', get: may, change: may, remove: { status: 204 } },
  ]

  it.each(cases)('$level limits bound tokens', async ({ level, get, change, remove }) => {
    const organization = await fixture.createOrganization()
    const bound = await api.asMachine(scopes, organization)
    const requested = { connection_id: email, organization_access_level: level }
    await operator.send('POST', `organizations/${organization.id}/connections`, requested)
    const list = await bound.get(`organizations/${organization.id}/enabled_connections`)
    expect(list.rows).toHaveLength(level === 'none' ? 1 : 2)
    expect(await bound.get(path(organization))).toMatchObject(get)
    expect(await bound.send('PATCH', path(organization), { show_as_button: false })).toMatchObject(change)
    if (level !== 'full') {
      const off = await bound.send('PATCH', path(organization), { is_enabled: false })
      expect(off).toMatchObject(level === 'none' ? absent : mayNot)
    }
    const up = level === 'full' ? 'limited' : 'full'
    const raise = () => bound.send('PATCH', path(organization), { organization_access_level: up })
    await fixture.expectRefusal(organization, raise, level === 'none' ? absent : mayNot)
    expect(await bound.send('DELETE', path(organization))).toMatchObject(remove)
  })
})

describe('is_enabled', () => {
  it('a bound token also needs the scope to add or to remove a connection', async () => {
    const organization = await fixture.createOrganization()
    const path = `organizations/${organization.id}/connections/${email}`
    const changer = await api.asMachine(['update:organization_connections'], organization)
    const requested = { connection_id: email }
    await operator.send('POST', `organizations/${organization.id}/connections`, requested)
    for (const isOn of [true, false]) {
      await operator.send('PATCH', path, { is_enabled: isOn })
      const turn = () => changer.send('PATCH', path, { is_enabled: !isOn })
      await fixture.expectRefusal(organization, turn, { status: 403 })
      expect(await changer.send('PATCH', path, { is_enabled: isOn, show_as_button: true })).toMatchObject({
        status: 200,
      })
    }
    const both = ['update:organization_connections', 'create:organization_connections'] as const
    const enabler = await api.asMachine(both, organization)
    expect(await enabler.send('PATCH', path, { is_enabled: true })).toMatchObject({ status: 200 })
  })
})
