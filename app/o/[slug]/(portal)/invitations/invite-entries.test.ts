import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createInvitationFixtures, newAddress, type InvitationFixture } from '@/test/fixtures/invitations'
import { inviteEntries, inviteForm } from './invite-entries'

const { tenant, setScene: createFixture } = await createInvitationFixtures()
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

  it('tells ok, member, invited and no address apart before anything is sent', async () => {
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

  it('sends nothing where one address is a member and the others are ready', async () => {
    const [fresh, invited] = [newAddress(), newAddress()]
    await fixture.invite(invited)
    expect(await refusal(submit(`${fresh}, ${invited}`))).toMatchObject({ ready: '1' })
    expect(await fixture.rowsTo(fresh)).toEqual([])
  })

  it('skips addresses that cannot be invited if the form says so and at least one can', async () => {
    const [fresh, invited] = [newAddress(), newAddress()]
    await fixture.invite(invited)
    const sent = await submit(`${fresh}, ${invited}, nonsense`, { ready: 'yes' })
    expect(sent.map(({ email }) => email)).toEqual([fresh])
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

  it('tells nothing of people who are members elsewhere', async () => {
    const elsewhere = await tenant.createUser()
    await tenant.createOrganization({ owner: elsewhere })
    expect((await submit(elsewhere.email)).map(({ email }) => email)).toEqual([elsewhere.email])
  })

  it('asks for a role', async () => {
    expect(await refusal(submit(newAddress(), { roles: [] }))).toEqual({ roles: 'Choose at least one role.' })
    expect(inviteForm.safeParse({ emails: newAddress() }).success).toBe(false)
  })
})
