import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { ApiAnswer, ApiCaller } from '@/test/api'
import { newAddress } from '@/test/fixtures/invitations'
import {
  invitationBody,
  startInvitationsApi,
  countInvitationRows,
  type InvitationsApi,
} from '@/test/fixtures/invitations-api'

let fixture: InvitationsApi

beforeAll(async () => {
  fixture = await startInvitationsApi()
})

describe('POST /organizations/{id}/invitations/bulk', () => {
  it('200: one result per invitee, in order; a dry run gives the same results and writes nothing', async () => {
    const { operator, owner, path, invitations } = fixture
    const [waiting, fresh, full] = [newAddress(), newAddress(), newAddress()]
    for (let sent = 0; sent < 3; sent += 1) {
      const { json } = await operator.send('POST', path, invitationBody(fixture, full))
      await invitations.revoke(String(json.id))
    }
    await operator.send('POST', path, invitationBody(fixture, waiting))
    const list = [fresh, waiting, owner.email, full, 'nobody', fresh.toUpperCase()]
    const expected = ['invited', 'pending', 'member', 'limited', 'invalid', 'duplicate']
    const before = await countInvitationRows(fixture)
    const dry = await bulk(list, { dry_run: true })
    expect(dry.json.dry_run).toBe(true)
    expect(verdictsOf(dry).map(({ email }) => email)).toEqual(list)
    expect(verdictsOf(dry).map(({ verdict }) => verdict)).toEqual(expected)
    expect(verdictsOf(dry).map((each) => 'message' in each)).toEqual([false, true, true, true, true, true])
    expect(await countInvitationRows(fixture)).toEqual(before)

    const done = await bulk(list)
    const withoutInvitations = verdictsOf(done).map(({ invitation: _, ...verdict }) => verdict)
    expect(withoutInvitations).toEqual(verdictsOf(dry))
    const [first] = verdictsOf(done)
    expect(first?.invitation).toMatchObject({ invitee: { email: fresh }, state: 'pending' })
    expect(verdictsOf(done).filter(({ invitation }) => invitation)).toHaveLength(1)
    expect(await invitations.mailsTo(fresh)).toHaveLength(1)
  })

  it('200: roles and metadata of one invitee take precedence over those for all', async () => {
    const { api, operator, path } = fixture
    const [member, viewer] = [api.tenant.role('Member'), api.tenant.role('Viewer')]
    const { status, json } = await operator.send('POST', `${path}/bulk`, {
      ...shared({ roles: [member], app_metadata: { plan: 'gold' }, user_metadata: { lang: 'de' } }),
      invitations: [
        { invitee: { email: newAddress() } },
        {
          invitee: { email: newAddress() },
          roles: [viewer],
          app_metadata: {},
          user_metadata: { lang: 'en' },
        },
      ],
    })
    expect({ status, ...json }).toMatchObject({
      status: 200,
      verdicts: [
        { invitation: { roles: [member], app_metadata: { plan: 'gold' }, user_metadata: { lang: 'de' } } },
        { invitation: { roles: [viewer], app_metadata: {}, user_metadata: { lang: 'en' } } },
      ],
    })
  })

  it('200: an overdue invitation can be replaced; it is marked as expired, but not by a dry run', async () => {
    const { operator, path, invitations } = fixture
    const email = newAddress()
    const { json } = await operator.send('POST', path, invitationBody(fixture, email))
    await invitations.makeOverdue(String(json.id))
    expect(verdictsOf(await bulk([email], { dry_run: true }))).toEqual([{ email, verdict: 'invited' }])
    expect(await invitations.stateOf(String(json.id))).toBe('pending')
    expect(verdictsOf(await bulk([email]))).toMatchObject([{ verdict: 'invited' }])
    expect(await invitations.stateOf(String(json.id))).toBe('expired')
  })

  it('200: a thousand invitations; a repeated request sends none twice', async () => {
    const list = Array.from({ length: 1000 }, newAddress)
    expect(verdictsOf(await bulk(list)).every(({ verdict }) => verdict === 'invited')).toBe(true)
    expect(verdictsOf(await bulk(list)).every(({ verdict }) => verdict === 'pending')).toBe(true)
    expect(await mailCounts(list)).toEqual(list.map(() => 1))
  })

  it('200: of three requests at the same time, each address is invited once', async () => {
    const list = Array.from({ length: 40 }, newAddress)
    const answers = await Promise.all([list, list.toReversed(), list].map((each) => bulk(each)))
    const verdicts = answers.flatMap(verdictsOf).map(({ verdict }) => verdict)
    expect(verdicts.filter((verdict) => verdict === 'invited')).toHaveLength(40)
    expect(verdicts.filter((verdict) => verdict === 'pending')).toHaveLength(80)
    expect(await mailCounts(list)).toEqual(list.map(() => 1))
  })

  const wrong: [string, Record<string, unknown>][] = [
    ['no list', { invitations: undefined }],
    ['an empty list', { invitations: [] }],
    [
      '1,001 entries',
      { invitations: Array.from({ length: 1001 }, () => ({ invitee: { email: 'a@tenant.test' } })) },
    ],
    ['no inviter', { inviter: undefined }],
    ['no client_id', { client_id: undefined }],
    ['an entry without an invitee', { invitations: [{}] }],
    [
      'an inviter of one’s own',
      { invitations: [{ invitee: { email: 'a@tenant.test' }, inviter: { name: 'I' } }] },
    ],
    ['an unknown property', { invitees: [] }],
    ['neither yes nor no', { dry_run: 1 }],
    ['an application that does not exist', { client_id: 'none' }],
    ['a role that does not exist', { roles: ['rol_none'] }],
  ]
  it.each(wrong)('400: %s', async (_what, given) => {
    await refused(400, [newAddress()], { given })
    await refused(400, [newAddress()], { given: { dry_run: true, ...given } })
  })

  it('400: app_metadata from an organization’s own caller, of one or for all', async () => {
    const { bound } = fixture
    await refused(400, [newAddress()], { caller: bound, given: { app_metadata: {} } })
    const invitations = [{ invitee: { email: newAddress() }, app_metadata: { plan: 'gold' } }]
    await refused(400, [], { caller: bound, given: { invitations } })
  })

  it('403: a role above the caller’s own permissions; invites no one', async () => {
    const given = { roles: [fixture.api.tenant.role('Owner')] }
    await refused(403, [newAddress()], { caller: fixture.bound, given })
  })

  it('404: an unknown organization', async () => {
    const { status } = await fixture.operator.send('POST', 'organizations/org_none/invitations/bulk', {})
    expect(status).toBe(404)
  })

  it.each<[string, (keys: object) => object]>([
    ['properties of the body', (keys) => keys],
    ['properties of an entry', (keys) => ({ invitations: [{ invitee: { email: newAddress() }, ...keys }] })],
    [
      'properties in metadata',
      (app_metadata) => ({ invitations: [{ invitee: { email: newAddress() }, app_metadata }] }),
    ],
    [
      'properties in many objects',
      (keys) => ({ invitations: Object.keys(keys).map((key) => ({ [key]: 1 })) }),
    ],
    ['empty objects', (keys) => ({ invitations: Object.keys(keys).map(() => ({})) })],
    ['empty lists', (keys) => ({ invitations: Object.keys(keys).map(() => []) })],
  ])('400: 80,000 %s, before the body is parsed', async (_where, given) => {
    const keys = Object.fromEntries(Array.from({ length: 80_000 }, (_, index) => [index.toString(36), 1]))
    const raw = JSON.stringify(given(keys))
    const parse = vi.spyOn(JSON, 'parse')
    const { status, json } = await fixture.operator.request('POST', `${fixture.path}/bulk`, { raw })
    const parsed = parse.mock.calls.map(([text]) => text.length)
    parse.mockRestore()
    expect([status, json.errorCode]).toEqual([400, 'invalid_body'])
    expect(Math.max(...parsed)).toBeLessThan(raw.length)
  })

  it('413: more than a megabyte', async () => {
    const raw = JSON.stringify({ padding: 'x'.repeat(1024 * 1024) })
    const { status } = await fixture.operator.request('POST', `${fixture.path}/bulk`, { raw })
    expect(status).toBe(413)
  })

  it('429: above the organization’s daily limit, with the number left; tenant-level callers have no limit', async () => {
    const { bound } = fixture
    expect(await bulk([newAddress(), newAddress()], {}, bound)).toMatchObject({ status: 200 })
    const list = Array.from({ length: 49 }, newAddress)
    for (const dry_run of [true, false]) {
      const { json, headers } = await refused(429, list, { caller: bound, given: { dry_run } })
      expect(json.message).toContain('48 are left for today.')
      expect(headers.get('retry-after')).toBe('3600')
    }
    const [, first, ...others] = list
    expect(await bulk([String(first)], { send_invitation_email: false }, bound)).toMatchObject({
      status: 200,
    })
    expect(await bulk(others, {}, bound)).toMatchObject({ status: 200 })
    expect(await bulk([newAddress()], {}, fixture.operator)).toMatchObject({ status: 200 })
    const silent = { send_invitation_email: false }
    await refused(429, [newAddress()], { caller: bound, given: silent })
    expect(await bulk([newAddress()], silent, fixture.operator)).toMatchObject({ status: 200 })
  })
})

function shared(given: Record<string, unknown>): Record<string, unknown> {
  return { inviter: { name: 'Ian Inviter' }, client_id: fixture.clientId, ...given }
}

function bulk(
  list: readonly string[],
  given: Record<string, unknown> = {},
  caller: ApiCaller = fixture.operator,
): Promise<ApiAnswer> {
  const invitations = list.map((email) => ({ invitee: { email } }))
  return caller.send('POST', `${fixture.path}/bulk`, shared({ invitations, ...given }))
}

interface Verdict {
  email: string
  verdict: string
  invitation?: Record<string, unknown>
}

function verdictsOf({ json }: ApiAnswer): Verdict[] {
  return json.verdicts as Verdict[]
}

/** The number of emails to each address that got any. */
async function mailCounts(list: readonly string[]): Promise<number[]> {
  const { tenantId } = fixture.api.tenant
  const found = await fixture.api.tenant.read((tx) =>
    tx.mail.groupBy({ by: ['recipient'], where: { tenantId, recipient: { in: [...list] } }, _count: true }),
  )
  return found.map(({ _count }) => _count)
}

/** Expects this status, and that nothing is written. */
async function refused(
  status: number,
  list: readonly string[],
  { given = {}, caller }: { given?: Record<string, unknown>; caller?: ApiCaller },
): Promise<ApiAnswer> {
  const before = await countInvitationRows(fixture)
  const answer = await bulk(list, given, caller)
  expect(answer).toMatchObject({ status })
  expect(await countInvitationRows(fixture)).toEqual(before)
  return answer
}
