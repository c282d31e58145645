import { beforeAll, expect, it } from 'vitest'
import { startApi, type Api } from '@/test/api'
import { createOperator } from '@/test/fixtures/operator'
import { sendBrandingTest } from '../branding/send-branding-test'
import { sendPasswordLink } from '../users/password-link'
import { sendEmailTest } from './send-email-test'

let api: Api

beforeAll(async () => {
  process.env['FOYER_DEMO'] = 'off'
  api = await startApi()
})

function count() {
  const where = { tenantId: api.tenant.tenantId }
  return api.tenant.read(async (tx) => [await tx.mail.count({ where }), await tx.auditEvent.count({ where })])
}

const refusal = {
  code: 'no_email_sender',
  message: expect.stringMatching(/^Email isn’t set up here/) as string,
}

it('without a sender, acts whose whole point is an email are refused and write nothing', async () => {
  const { tenant } = api
  const owner = await tenant.createUser()
  const organization = await tenant.createOrganization({ owner })
  const operator = await createOperator(tenant)
  const access = await tenant.tenantAccess(operator, 'update:email_provider', 'update:users')
  const inOrganization = await tenant.accessTo(organization, owner, 'update:organizations')
  const before = await count()
  const acts = [
    () => sendEmailTest(access),
    () => sendPasswordLink(access, owner.id),
    () => sendBrandingTest(inOrganization),
  ]
  for (const act of acts) await expect(act()).rejects.toMatchObject(refusal)
  expect(await count()).toEqual(before)
})

it('the API answers 409 no_email_sender to a verification email and to a resent invitation', async () => {
  const { tenant } = api
  const organization = await tenant.createOrganization({ owner: await tenant.createUser() })
  const machine = await api.asMachine([
    ...(['update:users', 'create:users', 'create:organization_invitations'] as const),
    ...(['read:organization_invitations'] as const),
  ])
  const user = await machine.send('POST', 'users', {
    connection: 'Username-Password-Authentication',
    email: 'new@house.test',
    password: 'a long way to the door',
    verify_email: false,
  })
  const path = `organizations/${organization.id}/invitations`
  const invitation = await machine.send('POST', path, {
    inviter: { name: 'Olga' },
    invitee: { email: 'guest@house.test' },
    client_id: machine.client.id,
  })
  // The link can be copied, so the invitation itself is not refused.
  expect([user.status, invitation.status]).toEqual([201, 200])
  expect(invitation.json['invitation_url']).toBeTruthy()

  const before = await count()
  const requests: [string, object][] = [
    ['jobs/verification-email', { user_id: user.json['user_id'] }],
    [`${path}/${String(invitation.json['id'])}/resend`, {}],
  ]
  for (const [to, body] of requests) {
    const { status, json } = await machine.send('POST', to, body)
    expect([status, json['errorCode']]).toEqual([409, 'no_email_sender'])
  }
  expect(await count()).toEqual(before)
})
