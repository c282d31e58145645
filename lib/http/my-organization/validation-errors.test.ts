import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { TestUser } from '@/test/fixtures/tenant'
import {
  type MyOrganizationAnswer,
  type MyOrganizationApi,
  type MyOrganizationCaller,
  openMyOrganization,
} from '@/test/my-organization-api'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let api: MyOrganizationApi
let asOwner: MyOrganizationCaller
let owner: TestUser

beforeAll(async () => {
  ;({ api, asOwner, owner } = await openMyOrganization())
})

interface ExpectedError {
  at: string
  source: string
  detail?: unknown
}

function expectInvalid({ json }: MyOrganizationAnswer, ...errors: ExpectedError[]): void {
  expect(json).toEqual({
    type: 'https://auth0.com/api-errors#A0E-400-0003',
    status: 400,
    title: 'Validation Error',
    validation_errors: errors.map(({ at, source, detail = expect.any(String) }) => ({
      detail,
      field: `data/${at}`,
      pointer: `/${at}`,
      source,
    })),
  })
}

describe('fields', () => {
  it('that no answer has are named in a validation error, whether they are to be shown or left out', async () => {
    const detail = 'Unknown properties: made_up, next'
    for (const path of [
      'members',
      `members/${encodeURIComponent(owner.id)}`,
      'member-invitations',
      'details',
      'identity-providers',
    ])
      for (const query of ['fields=name,made_up,next', 'fields=made_up,next&include_fields=false']) {
        if (path === 'member-invitations' && query.includes('name')) continue
        expectInvalid(await asOwner.get(`${path}?${query}`), { at: 'fields', source: 'query', detail })
      }
  })

  it('that Auth0 has and Foyer does not are taken', async () => {
    const answer = await asOwner.get('members?fields=user_id,last_login,given_name')
    expect(answer.rows('members')).toEqual([{ user_id: owner.id }])
  })
})

describe('the id of a member', () => {
  const wrong = ['unknown', 'auth0%7C', '%7Cid', `auth0%7C${'x'.repeat(1024)}`]

  it.each(wrong)('%s has not the form of one', async (id) => {
    const roles = { role_ids: [api.tenant.role('Viewer')] }
    for (const [method, path, body] of [
      ['GET', `members/${id}`],
      ['GET', `members/${id}/roles`],
      ['POST', `members/${id}/roles`, roles],
      ['DELETE', `members/${id}/roles`, roles],
      ['POST', `members/${id}/unassign-roles`, roles],
    ] as const)
      expectInvalid(await asOwner.send(method, path, body), { at: 'user_id', source: 'params' })
    const members = [decodeURIComponent(id)]
    expectInvalid(await asOwner.send('POST', 'delete-memberships', { members }), {
      at: 'members/0',
      source: 'body',
    })
  })

  it('of a user who is not a member is not found', async () => {
    expect((await asOwner.get('members/auth0%7Cunknown')).status).toBe(404)
  })
})

describe('an invitation', () => {
  const invite = (invitees: object[], more = {}) =>
    asOwner.send('POST', 'member-invitations', { invitees, ...more })
  const pending = async () => (await asOwner.get('member-invitations')).rows('invitations')

  it('with unknown roles says which they are, and is not sent', async () => {
    const viewer = api.tenant.role('Viewer')
    const answer = await invite([
      { email: 'a@invalid.test', roles: [viewer, 'rol_unknown'] },
      { email: 'b@invalid.test', roles: ['rol_other', 'rol_unknown'] },
    ])
    const detail = 'The role does not exist.'
    expectInvalid(
      answer,
      ...['invitees/0/roles/1', 'invitees/1/roles/0', 'invitees/1/roles/1'].map((at) => ({
        at,
        source: 'body',
        detail,
      })),
    )
    expect(await pending()).toEqual([])
  })

  it('says of an unknown provider by which name it was given, and is not sent', async () => {
    for (const at of ['identity_provider_id', 'user_store_id'])
      expectInvalid(await invite([{ email: 'a@invalid.test' }], { [at]: 'con_unknown' }), {
        at,
        source: 'body',
        detail: 'The specified connection does not exist.',
      })
    expect(await pending()).toEqual([])
  })
})
