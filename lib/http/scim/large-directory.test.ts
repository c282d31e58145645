import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { mapDirectoryGroup } from '@/lib/domain/directories/map-directory-group'
import { rounds, timeoutOfRounds } from '@/test/rounds'
import { type ScimTestAnswer, TestDirectory } from '@/test/fixtures/directory'
import { patchOf, scimUser } from '@/test/fixtures/scim-requests'

const users = rounds(12)
const groups = Math.max(2, Math.ceil(users / 20))
/** How many requests a directory has open at once. */
const width = 8

it(
  'a directory is provisioned, changed and deprovisioned, with requests that race',
  { timeout: timeoutOfRounds(60_000) },
  async () => {
    const directory = await TestDirectory.open()
    const { tenant, connectionId } = directory
    const { owner } = directory.own.fixture
    const names = Array.from({ length: users }, (_, at) => `user${at}`)
    const ask = (...request: Parameters<typeof directory.ask>) => patient(() => directory.ask(...request))
    const ids = await inParallel(names, async (name) => {
      const { status, json } = await ask('POST', '/Users', { body: scimUser(name) })
      expect(status, JSON.stringify(json)).toBe(201)
      return String(json['id'])
    })
    const groupIds = await inParallel([...Array(groups).keys()], async (at) => {
      const members = ids.filter((_, index) => index % groups === at).map((value) => ({ value }))
      const { json } = await ask('POST', '/Groups', { body: { displayName: `Group ${at}`, members } })
      return String(json['id'])
    })
    const roleIds = [tenant.role('Admin')]
    const access = await directory.maker()
    await inParallel(groupIds, (groupId) => mapDirectoryGroup(access, { connectionId, groupId, roleIds }))
    expect(await count('Admin')).toBe(users)

    // Everyone moves to the first group while the others are deleted and half of the users are deactivated.
    const [first = '', ...others] = groupIds
    const move = { op: 'Add', path: 'members', value: ids.map((value) => ({ value })) }
    const deactivate = patchOf({ op: 'Replace', path: 'active', value: 'False' })
    const half = ids.filter((_, at) => at % 2 === 0)
    const statuses = await inParallel(
      [
        () => ask('PATCH', `/Groups/${first}`, { body: patchOf(move) }),
        ...others.map((id) => () => ask('DELETE', `/Groups/${id}`)),
        ...half.map((id) => () => ask('PATCH', `/Users/${id}`, { body: deactivate })),
      ],
      async (request) => (await request()).status,
    )
    expect(new Set(statuses)).toEqual(new Set([200, 204]))
    expect(await count('Admin')).toBe(users)
    expect(await tenant.read((tx) => tx.member.count({ where: { suspendedAt: { not: null } } }))).toBe(
      half.length,
    )

    const ended = await inParallel(ids, async (id) => (await ask('DELETE', `/Users/${id}`)).status)
    expect(new Set(ended)).toEqual(new Set([204]))
    expect(await tenant.read((tx) => tx.directoryUser.count())).toBe(0)
    expect(await directory.rolesOf(owner.id)).toEqual(['Owner'])

    function count(name: string): Promise<number> {
      return tenant.read((tx) => tx.memberRole.count({ where: { roleId: tenant.role(name) } }))
    }
  },
)

/**
 * As Entra and Okta do, waits for as long as Retry-After says where the directory has made its 300 requests in 10 seconds.
 * No request may be refused because others take long.
 */
async function patient(ask: () => Promise<ScimTestAnswer>): Promise<ScimTestAnswer> {
  for (;;) {
    const answer = await ask()
    if (answer.status !== 429) return answer
    expect(answer.json['detail']).toMatch(/^Too many attempts/)
    await pause(Number(answer.headers.get('retry-after')) * 1000)
  }
}

async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const rest = items.entries()
  const worker = async () => {
    for (const [at, item] of rest) results[at] = await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
  return results
}
