import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import type { ApiAnswer, ApiCaller } from '@/test/api'
import { newAddress } from '@/test/fixtures/invitations'
import {
  invitationBody,
  createClient,
  createConnectionIn,
  startInvitationsApi,
  countInvitationRows,
} from '@/test/fixtures/invitations-api'

const api = await startInvitationsApi()

describe('POST /organizations/{id}/invitations', () => {
  const wrong: [string, Record<string, unknown>][] = [
    ['no inviter', { inviter: undefined }],
    ['an inviter without a name', { inviter: {} }],
    ['an empty name', { inviter: { name: '' } }],
    ['a name of 301 characters', { inviter: { name: 'n'.repeat(301) } }],
    ['a name with a link', { inviter: { name: 'Free https://attacker.test' } }],
    ['more of the inviter', { inviter: { name: 'Ian', email: 'ian@tenant.test' } }],
    ['no invitee', { invitee: undefined }],
    ['no address', { invitee: { email: 'nobody' } }],
    ['two addresses', { invitee: { email: 'a@tenant.test,b@tenant.test' } }],
    ['no client_id', { client_id: undefined }],
    ['a ttl below 0', { ttl_sec: -1 }],
    ['a ttl above 30 days', { ttl_sec: 2_592_001 }],
    ['half a second', { ttl_sec: 0.5 }],
    ['no role in the list', { roles: [] }],
    ['51 roles', { roles: Array.from({ length: 51 }, (_, index) => `rol_${index}`) }],
    ['app_metadata that is none', { app_metadata: [1] }],
    ['user_metadata that is none', { user_metadata: 'x' }],
    ['neither yes nor no', { send_invitation_email: 'perhaps' }],
    ['an unknown property', { invited: true }],
  ]
  it.each(wrong)('400: %s', async (_what, given) => {
    await refused(400, given, { message: /^Payload validation error: '.+'.*\.$/ })
  })

  it('400: the address, in Auth0’s words', async () => {
    const message =
      "Payload validation error: 'Object didn't pass validation for format email: nobody' on property invitee.email."
    expect((await refused(400, { invitee: { email: 'nobody' } })).json.message).toBe(message)
  })

  it('400: roles that do not exist, unknown and foreign alike', async () => {
    const { tenant } = api.api
    const { id: organizationId } = await tenant.createOrganization()
    const { id: foreign } = await tenant.write((tx) =>
      tx.role.create({ data: { id: newId('role'), name: 'Theirs', organizationId } }),
    )
    const roles = ['rol_none', tenant.role('Viewer'), foreign]
    for (const caller of [api.operator, api.bound])
      await refused(
        400,
        { roles },
        { caller, message: `One or more of the specified roles do not exist: rol_none, ${foreign}` },
      )
  })

  it('400: the application', async () => {
    const client_id = await createClient(api.api, { organizationUsage: 'deny' })
    await refused(400, { client_id }, { message: 'The specified client_id does not allow organizations.' })
    await refused(400, { client_id: 'none' }, { message: 'The specified client_id does not exist.' })
  })

  it('400: the connection', async () => {
    const { tenant } = api.api
    const off = await createConnectionIn(api, false)
    await refused(400, { connection_id: 'con_none' }, { message: 'The specified connection does not exist.' })
    const byMail = { connection_id: tenant.connection('email') }
    await refused(400, byMail, { message: 'Passwordless connections are not supported.' })
    const text = `The specified connection (${off}) is not enabled for the organization`
    await refused(400, { connection_id: off }, { message: text })
  })

  it('400: app_metadata from an organization’s own caller', async () => {
    await refused(400, { app_metadata: { plan: 'gold' } }, { message: /app_metadata/, caller: api.bound })
    await refused(400, { app_metadata: {} }, { message: /app_metadata/, caller: api.ownerCaller })
  })

  it('403: a role with more permissions than the caller has, or one that cannot be granted here', async () => {
    const { tenant } = api.api
    await refused(403, { roles: [tenant.role('Owner')] }, { caller: api.bound })
    await refused(403, { roles: [tenant.role('Support')] })
  })

  it('404: an unknown organization, whatever the body', async () => {
    const { status, json } = await api.operator.send('POST', 'organizations/org_none/invitations', {})
    expect({ status, ...json }).toMatchObject({ status: 404, message: /^No organization found by that id/ })
  })

  it('409: an address with a pending invitation, in any letter case, and a member’s address', async () => {
    const { operator, path, owner } = api
    const email = newAddress()
    await operator.send('POST', path, invitationBody(api, email))
    const again = await refused(409, { invitee: { email: email.toUpperCase() } })
    expect(again.json).toMatchObject({ error: 'Conflict', errorCode: 'invitation_pending' })
    const member = await refused(409, { invitee: { email: owner.email } })
    expect(member.json).toMatchObject({ errorCode: 'already_member' })
  })

  it('409: for all but one of the requests at the same time; one row, one email', async () => {
    const { operator, bound, path, invitations } = api
    const email = newAddress()
    const callers = [operator, bound, operator, bound]
    const answers = await Promise.all(
      callers.map((each) => each.send('POST', path, invitationBody(api, email))),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409])
    expect(await invitations.rowsTo(email)).toHaveLength(1)
    expect(await invitations.mailsTo(email)).toHaveLength(1)
  })

  it('429: the fourth email to an address in a day; an invitation without an email succeeds', async () => {
    const email = newAddress()
    const { operator, invitations, path } = api
    for (let sent = 0; sent < 3; sent += 1) {
      const { json } = await operator.send('POST', path, invitationBody(api, email))
      await invitations.revoke(String(json.id))
    }
    const { headers } = await refused(429, { invitee: { email } })
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    const silent = invitationBody(api, email, { send_invitation_email: false })
    expect((await operator.send('POST', path, silent)).status).toBe(200)
  })
})

/** Expects this status and message, and that nothing is written. */
async function refused(
  status: number,
  given: Record<string, unknown>,
  { message = /./, caller = api.operator }: { message?: string | RegExp; caller?: ApiCaller } = {},
): Promise<ApiAnswer> {
  const before = await countInvitationRows(api)
  const answer = await caller.send('POST', api.path, invitationBody(api, newAddress(), given))
  expect(answer).toMatchObject({ status })
  if (typeof message === 'string') expect(answer.json.message).toBe(message)
  else expect(answer.json.message).toMatch(message)
  expect(await countInvitationRows(api)).toEqual(before)
  return answer
}
