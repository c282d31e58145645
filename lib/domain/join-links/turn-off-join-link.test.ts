import { beforeAll, beforeEach, expect, it } from 'vitest'
import { createInvitationFixtures, type InvitationFixture } from '@/test/fixtures/invitations'
import { createLink, currentLink } from '@/test/fixtures/join-links'
import type { TestUser } from '@/test/fixtures/tenant'
import { removeMembers } from '../members/remove-members'
import { findJoinLink } from './queries'
import { joinByLink } from './join-by-link'
import { turnOffJoinLink, undoTurningOff } from './turn-off-join-link'

let fixtures: Awaited<ReturnType<typeof createInvitationFixtures>>
let at: InvitationFixture
let admin: TestUser

beforeAll(async () => {
  fixtures = await createInvitationFixtures()
})
beforeEach(async () => {
  at = await fixtures.createFixture()
  admin = await at.tenant.createUser({ name: 'Ada Admin' })
  await at.tenant.addMember(at.organization, admin, ['Admin'])
})

async function turnedOff(by?: TestUser): Promise<string> {
  const { id } = await createLink(at, by ? { by } : {})
  await turnOffJoinLink(await at.revoking(), id)
  return id
}

async function expectTooLate(id: string, person = at.owner): Promise<void> {
  const access = await at.tenant.accessTo(at.organization, person, 'delete:organization_invitations')
  await expect(undoTurningOff(access, id)).rejects.toMatchObject({ code: 'gone' })
}

it('turns the same link on again, with its uses, once for each time', async () => {
  const { id, token } = await createLink(at, { maxUses: 2 })
  await joinByLink((await at.tenant.createUser()).self, token)
  for (let time = 0; time < 2; time++) {
    await turnOffJoinLink(await at.revoking(), id)
    await undoTurningOff(await at.revoking(), id)
    await expectTooLate(id)
  }
  expect(await currentLink(at)).toEqual({ id, token })
  expect(await findJoinLink(await at.reading())).toMatchObject({ state: 'live', uses: 1 })
  await joinByLink((await at.tenant.createUser()).self, token)
  expect(await at.eventsOf('join_link.turned_on')).toMatchObject([
    { targetId: id, actorId: at.owner.id },
    { targetId: id },
  ])
})

it('is refused after a minute, to others, elsewhere, and over what changed since', async () => {
  const late = await turnedOff()
  await expectTooLate(late, admin)
  const other = await fixtures.createFixture()
  await expect(undoTurningOff(await other.revoking(), late)).rejects.toMatchObject({ code: 'gone' })
  await at.tenant.write(
    (tx) => tx.$executeRaw`UPDATE join_links SET ended_at = now() - interval '61 seconds' WHERE id = ${late}`,
  )
  await expectTooLate(late)
  const bare = await turnedOff()
  await at.tenant.write((tx) => tx.joinLinkRole.deleteMany({ where: { joinLinkId: bare } }))
  await expectTooLate(bare)
  const left = await turnedOff(admin)
  const removing = await at.tenant.accessTo(at.organization, at.owner, 'delete:organization_members')
  await removeMembers(removing, { users: [admin.id] })
  await expectTooLate(left)
  const newer = await turnedOff()
  await createLink(at)
  await expectTooLate(newer)
})
