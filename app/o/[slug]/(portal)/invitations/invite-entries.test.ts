import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createInvitationFixtures, newAddress, type InvitationFixture } from '@/test/fixtures/invitations'
import { checkAddresses, inviteEntries, inviteForm } from './invite-entries'

const { tenant, createFixture } = await createInvitationFixtures()
let fixture: InvitationFixture

beforeEach(async () => {
  fixture = await createFixture()
})

describe('inviteEntries', () => {
  const member = () => tenant.role('Member')

  async function submit(
    emails: string,
    { roles = [member()], ready }: { roles?: string[]; ready?: 'yes' } = {},
  ) {
    return inviteEntries(await fixture.inviting(), inviteForm.parse({ emails, roles, ready }))
  }

  /** What the form shows: by field. */
  async function refusal(work: Promise<unknown>): Promise<Record<string, string>> {
    const error = await work.then(() => null).catch((reason: unknown) => reason)
    if (!(error instanceof z.ZodError)) throw new Error('The addresses were not refused.')
    return Object.fromEntries(error.issues.map(({ path, message }) => [path.join('.'), message]))
  }

  it('says why each address cannot be invited, and sends nothing', async () => {
    const [fresh, invited] = [newAddress(), newAddress()]
    const person = await tenant.createUser()
    await tenant.addMember(fixture.organization, person)
    const email = person.email
    await fixture.invite(invited)
    expect(await refusal(submit(`${fresh}, ${email.toUpperCase()}; ${invited}\nnonsense ${fresh}`))).toEqual({
      emails: 'Nothing was sent: 3 of 4 addresses cannot be invited.',
      ready: '1',
      [`verdict ${email.toUpperCase()}`]: 'Already a member.',
      [`verdict ${invited}`]: expect.stringContaining('Already invited') as string,
      'verdict nonsense': expect.stringContaining('Enter an email address') as string,
    })
    expect(await fixture.rowsTo(fresh)).toEqual([])
  })

  it('sends nothing where one address is already invited and the other is ready', async () => {
    const [fresh, invited] = [newAddress(), newAddress()]
    await fixture.invite(invited)
    expect(await refusal(submit(`${fresh}, ${invited}`))).toMatchObject({ ready: '1' })
    expect(await fixture.rowsTo(fresh)).toEqual([])
  })

  it('skips addresses that cannot be invited if the form says so and at least one can', async () => {
    const [fresh, invited] = [newAddress(), newAddress()]
    await fixture.invite(invited)
    const sent = await submit(`${fresh}, ${invited}, nonsense`, { ready: 'yes' })
    expect(sent.invitations.map(({ email }) => email)).toEqual([fresh])
    expect(await fixture.rowsTo(invited)).toHaveLength(1)
    expect(await refusal(submit(invited, { ready: 'yes' }))).toMatchObject({
      emails: 'Nothing was sent: This address cannot be invited.',
    })
  })

  it('says what is wrong with the addresses before what is wrong with the roles', async () => {
    const invited = newAddress()
    await fixture.invite(invited)
    await refusal(submit(invited, { roles: ['rol_unknown'] }))
  })

  it('does not reveal who is a member elsewhere', async () => {
    const elsewhere = await tenant.createUser()
    await tenant.createOrganization({ owner: elsewhere })
    expect((await submit(elsewhere.email)).invitations.map(({ email }) => email)).toEqual([elsewhere.email])
  })

  it('sends what it can of a list with roles for each address, and says what was left out', async () => {
    const [fresh, other, invited] = [newAddress(), newAddress(), newAddress()]
    await fixture.invite(invited)
    const admin = tenant.role('Admin')
    const rolesOf = { [fresh]: [member()], [`Nia New <${other}>`]: [member(), admin], [invited]: [member()] }
    const invitees = [...Object.entries(rolesOf), ['nonsense', [member()]]].map(([email, roles]) => ({
      email,
      roles,
    }))
    const access = await fixture.inviting()
    const input = inviteForm.parse({ invitees: JSON.stringify(invitees) })
    const { invitations, skipped } = await inviteEntries(access, input)
    expect(invitations.map(({ email, roles }) => [email, roles.map(({ name }) => name)])).toEqual([
      [fresh, ['Member']],
      [other, ['Admin', 'Member']],
    ])
    expect(skipped).toEqual({
      [invited]: expect.stringContaining('Already invited') as string,
      nonsense: expect.stringContaining('Enter an email address') as string,
    })
    const again = inviteForm.parse({ invitees: JSON.stringify(invitees.slice(2)) })
    expect(await refusal(inviteEntries(access, again))).toMatchObject({
      emails: 'Nothing was sent: 2 of 2 addresses cannot be invited.',
    })
  })

  it('rejects a list that is empty, too long, without roles, or no list', () => {
    const messageOf = (invitees: unknown) =>
      inviteForm.safeParse({ invitees }).error?.issues.map(({ path, message }) => [path[0], message])[0]
    const listed = (count: number, roles = [member()]) =>
      JSON.stringify(Array.from({ length: count }, () => ({ email: newAddress(), roles })))
    expect(messageOf('[]')).toEqual(['invitees', 'Enter at least one email address.'])
    expect(messageOf(listed(101))).toEqual(['invitees', 'Enter at most 100 addresses at a time.'])
    expect(messageOf(listed(1, []))).toEqual(['invitees', 'Choose at least one role.'])
    for (const odd of ['', '{', 'null', '[1]', '{"length":1}', 7])
      expect(messageOf(odd)?.[0]).toBe('invitees')
  })

  it('takes a message, an expiry, a sign-in method and an application', async () => {
    const form = { emails: newAddress(), roles: [member()] }
    const optionsOf = (given: object) => inviteForm.parse({ ...form, ...given }).options
    expect(optionsOf({})).toEqual({ ttlSeconds: 604_800 })
    expect(
      optionsOf({ message: ' Hi\r\nNia ', ttl_sec: '3600', connection_id: 'con_1', client_id: 'cli_1' }),
    ).toEqual({ message: 'Hi\nNia', ttlSeconds: 3600, connectionId: 'con_1', clientId: 'cli_1' })
    for (const odd of [{ ttl_sec: '1' }, { message: 'a'.repeat(501) }, { client_id: 'x'.repeat(101) }])
      expect(inviteForm.safeParse({ ...form, ...odd }).success).toBe(false)
    const access = await fixture.inviting()
    const input = inviteForm.parse({ ...form, message: 'Hi Nia', ttl_sec: '3600' })
    const { invitations } = await inviteEntries(access, input)
    const [row] = await fixture.rowsTo(form.emails)
    expect([row?.message, row?.ttlSeconds, invitations.length]).toEqual(['Hi Nia', 3600, 1])
  })

  it('checks addresses without sending anything', async () => {
    const [fresh, invited] = [newAddress(), newAddress()]
    await fixture.invite(invited)
    const access = await fixture.inviting()
    expect(await checkAddresses(access, { addresses: [fresh, invited, 'nonsense', fresh] })).toEqual({
      [invited]: expect.stringContaining('Already invited') as string,
      nonsense: expect.stringContaining('Enter an email address') as string,
    })
    expect(await checkAddresses(access, { addresses: [] })).toEqual({})
    expect(await fixture.rowsTo(fresh)).toEqual([])
  })

  it('asks for a role', async () => {
    expect(await refusal(submit(newAddress(), { roles: [] }))).toEqual({ roles: 'Choose at least one role.' })
    expect(inviteForm.safeParse({ emails: newAddress() }).success).toBe(false)
  })
})
