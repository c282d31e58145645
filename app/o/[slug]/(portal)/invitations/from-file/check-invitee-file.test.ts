import { beforeEach, expect, it } from 'vitest'
import { createInvitationFixtures, newAddress, type InvitationFixture } from '@/test/fixtures/invitations'
import { limitDomains } from '@/test/fixtures/organization-limits'
import { overLimitMessage } from '@/lib/domain/invitations/bulk-limit'
import { inviteEntries, inviteForm } from '../invite-entries'
import { checkInviteeFile, inviteeFileForm } from './check-invitee-file'

const { tenant, createFixture } = await createInvitationFixtures()
let fixture: InvitationFixture

beforeEach(async () => {
  fixture = await createFixture()
})

it('gives each row its role and its verdict, and sends nothing', async () => {
  const admin = await tenant.createUser()
  await tenant.addMember(fixture.organization, admin, ['Admin'])
  const [fresh, invited] = [newAddress(), newAddress()]
  await fixture.invite(invited)
  const text = [
    'Email,Role,Name',
    `${fresh},vIEWER`,
    `${fresh.toUpperCase()},`,
    `${invited},`,
    `${admin.email},`,
    `${newAddress()},Owner`,
    `${newAddress()},Nobody`,
    'nonsense,',
    `Nia New <${newAddress()}>,`,
    `${newAddress()},,Nia New`,
    `${newAddress()},,www.evil.example`,
  ].join('\n')
  const rows = await checkInviteeFile(await fixture.inviting(admin), { file: new File([text], 'people.csv') })
  expect(rows.map(({ row, roleId, problem }) => [row, roleId, problem])).toEqual([
    [2, tenant.role('Viewer'), null],
    [3, null, 'This address is listed twice.'],
    [4, null, expect.stringContaining('Already invited')],
    [5, null, 'Already a member.'],
    [6, null, 'You cannot assign a role “Owner”.'],
    [7, null, 'You cannot assign a role “Nobody”.'],
    [8, null, expect.stringContaining('Enter an email address')],
    [9, null, null],
    [10, null, null],
    [11, null, 'Name cannot contain a link.'],
  ])
  expect(rows.slice(7).map(({ name }) => name)).toEqual(['Nia New', 'Nia New', 'www.evil.example'])
  expect(await fixture.rowsTo(fresh)).toEqual([])
})

it('checks every row, also beyond the daily limit, and sends the first that it allows', async () => {
  const [known, ...others] = Array.from({ length: 53 }, newAddress)
  await fixture.invite(known ?? '')
  const text = [`${known}`, ...others.map((email, index) => `${email},,${index === 0 ? 'Nobody' : ''}`)]
  const rows = await checkInviteeFile(await fixture.inviting(), { text: text.join('\n') })
  expect(rows.map(({ problem }) => problem)).toEqual([
    expect.stringContaining('Already invited'),
    'You cannot assign a role “Nobody”.',
    ...Array.from({ length: 49 }, () => null),
    overLimitMessage,
    overLimitMessage,
  ])
  const invitees = JSON.stringify(others.map((email) => ({ email, roles: [tenant.role('Member')] })))
  const send = async (over_limit: string) =>
    inviteEntries(await fixture.inviting(), inviteForm.parse({ invitees, over_limit }))
  await expect(send('refuse')).rejects.toMatchObject({ code: 'too_many' })
  const { invitations, skipped } = await send('leave')
  expect(invitations.map(({ email }) => email)).toEqual(others.slice(0, 49))
  expect(skipped).toEqual(Object.fromEntries(others.slice(49).map((email) => [email, overLimitMessage])))
  await expect(send('leave')).rejects.toThrow(overLimitMessage)
})

it('names the email domains that the organization invites, for a row with another one', async () => {
  await limitDomains(tenant, fixture.organization, ['invited.test', 'partner.test'])
  const rows = await checkInviteeFile(await fixture.inviting(), {
    text: `${newAddress()}\npia@elsewhere.test`,
  })
  expect(rows.map(({ problem }) => problem)).toEqual([
    null,
    'The organization invites only addresses at these email domains: invited.test, partner.test.',
  ])
})

it('refuses files over 90 KB', () => {
  const large = 'x'.repeat(90_001)
  expect(inviteeFileForm.safeParse({ text: large }).success).toBe(false)
  expect(inviteeFileForm.safeParse({ file: new File([large], 'large.csv') }).success).toBe(false)
})

it('does not invite the same person twice if a part is sent again', async () => {
  const emails = [newAddress(), newAddress()]
  const invitees = JSON.stringify(emails.map((email) => ({ email, roles: [tenant.role('Member')] })))
  const send = async () => inviteEntries(await fixture.inviting(), inviteForm.parse({ invitees }))
  expect((await send()).invitations).toHaveLength(2)
  await expect(send()).rejects.toThrow(/Already invited/)
  for (const email of emails) expect(await fixture.mailsTo(email)).toHaveLength(1)
})
