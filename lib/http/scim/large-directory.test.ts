import { afterAll, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { mapDirectoryGroup } from '@/lib/domain/directories/map-directory-group'
import { rounds, timeoutOfRounds } from '@/test/rounds'
import { type ScimTestAnswer, TestDirectory } from '@/test/fixtures/directory'
import { patchOf } from '@/test/fixtures/scim-requests'

afterAll(disconnect)

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
    const { owner } = directory.own.world
    const names = Array.from({ length: users }, (_, at) => `user${at}`)
    const ids = await inParallel(names, async (name) => (await directory.provision(name)).id)
    const groupIds = await inParallel([...Array(groups).keys()], async (at) => {
      const members = ids.filter((_, index) => index % groups === at).map((value) => ({ value }))
      const { json } = await directory.ask('POST', '/Groups', {
        body: { displayName: `Group ${at}`, members },
      })
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
        () => directory.ask('PATCH', `/Groups/${first}`, { body: patchOf(move) }),
        ...others.map((id) => () => directory.ask('DELETE', `/Groups/${id}`)),
        ...half.map((id) => () => directory.ask('PATCH', `/Users/${id}`, { body: deactivate })),
      ],
      async (ask) => (await retried(ask)).status,
    )
    expect(new Set(statuses)).toEqual(new Set([200, 204]))
    expect(await count('Admin')).toBe(users)
    expect(await tenant.read((tx) => tx.member.count({ where: { suspendedAt: { not: null } } }))).toBe(
      half.length,
    )

    await inParallel(ids, (id) => retried(() => directory.ask('DELETE', `/Users/${id}`)))
    expect(await tenant.read((tx) => tx.directoryUser.count())).toBe(0)
    expect(await directory.rolesOf(owner.id)).toEqual(['Owner'])

    function count(name: string): Promise<number> {
      return tenant.read((tx) => tx.memberRole.count({ where: { roleId: tenant.role(name) } }))
    }
  },
)

/** As a directory does where a change of a large group takes long. */
async function retried(ask: () => Promise<ScimTestAnswer>): Promise<ScimTestAnswer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask()
    if (answer.status !== 429 || attempt === 10) return answer
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
