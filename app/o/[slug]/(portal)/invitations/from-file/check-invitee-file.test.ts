import { beforeEach, expect, it } from 'vitest'
import { createInvitationFixtures, newAddress, type InvitationFixture } from '@/test/fixtures/invitations'
import { inviteEntries, inviteForm } from '../invite-entries'
import { checkInviteeFile, inviteeFileForm } from './check-invitee-file'

const { tenant, setScene: createFixture } = await createInvitationFixtures()
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
    'Email,Role',
    `${fresh},vIEWER`,
    `${fresh.toUpperCase()},`,
    `${invited},`,
    `${admin.email},`,
    `${newAddress()},Owner`,
    `${newAddress()},Nobody`,
    'nonsense,',
    `Nia New <${newAddress()}>,`,
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
  ])
  expect(await fixture.rowsTo(fresh)).toEqual([])
})

it('refuses more than the organization can send today, and files over 90 KB', async () => {
  const text = Array.from({ length: 51 }, newAddress).join('\n')
  await expect(checkInviteeFile(await fixture.inviting(), { text })).rejects.toMatchObject({
    code: 'too_many',
  })
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
