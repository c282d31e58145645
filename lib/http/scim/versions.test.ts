import { describe, expect, it } from 'vitest'
import { turnOffDirectory } from '@/lib/domain/directories/turn-on-directory'
import { leaveOrganization } from '@/lib/domain/members/leave-organization'
import { TestDirectory } from '@/test/fixtures/directory'
import { patchOf } from '@/test/fixtures/scim-requests'

const directory = await TestDirectory.open()
const { tenant, organization } = directory

async function group(displayName: string, members: readonly string[] = []): Promise<string> {
  const body = { displayName, members: members.map((value) => ({ value })) }
  const { status, json } = await directory.ask('POST', '/Groups', { body })
  expect(status).toBe(201)
  return `/Groups/${String(json['id'])}`
}

async function versionOf(path: string): Promise<string> {
  const { headers, json } = await directory.ask('GET', path)
  const version = headers.get('etag') ?? ''
  expect(json['meta']).toMatchObject({ version })
  expect((await conditionalGet(path, version)).status).toBe(304)
  return version
}

function conditionalGet(path: string, version: string) {
  return directory.ask('GET', path, { headers: { 'if-none-match': version } })
}

async function patch(path: string, ...operations: object[]): Promise<void> {
  expect((await directory.ask('PATCH', path, { body: patchOf(...operations) })).status).toBe(200)
}

/** Readers see that it changed, and a write to the version from before is refused. */
async function expectChanged(path: string, before: string): Promise<void> {
  expect((await conditionalGet(path, before)).status, path).toBe(200)
  for (const [method, body] of [
    ['PATCH', patchOf({ op: 'replace', path: 'externalId', value: 'late' })],
    ['DELETE', undefined],
  ] as const) {
    const headers = { 'if-match': before }
    const { status } = await directory.ask(method, path, body ? { body, headers } : { headers })
    expect(status, `${method} ${path}`).toBe(412)
  }
}

describe('the version of a group', () => {
  it('changes once a member is deleted, leaves, or is no user any more; that of other groups stays', async () => {
    const person = await tenant.createUser({ email: 'leaving@here.test' })
    const deleted = await directory.provision('deleted')
    const leaving = await directory.provision('leaving')
    const erased = await directory.provision('erased')
    const path = await group('All', [deleted.id, leaving.id, erased.id])
    const others = await group('Others')
    const untouched = await versionOf(others)
    const ends: [string, () => Promise<unknown>][] = [
      ['deleted', () => directory.ask('DELETE', `/Users/${deleted.id}`)],
      ['left', async () => leaveOrganization(await tenant.accessTo(organization, person))],
      ['erased', () => tenant.write((tx) => tx.user.deleteMany({ where: { id: erased.userId } }))],
    ]
    for (const [how, end] of ends) {
      const before = await versionOf(path)
      const { json } = await directory.ask('GET', path)
      await end()
      await expectChanged(path, before)
      const { json: after } = await directory.ask('GET', path)
      expect((after['members'] as unknown[]).length, how).toBe((json['members'] as unknown[]).length - 1)
      expect(lastModified(after), how).not.toBe(lastModified(json))
    }
    expect(await versionOf(others)).toBe(untouched)
  })

  it('changes with the name that it shows of a member, and not with the others', async () => {
    const user = await directory.provision('shown')
    const path = await group('Shown', [user.id])
    const first = await versionOf(path)
    await patch(`/Users/${user.id}`, { op: 'replace', path: 'displayName', value: 'Another name' })
    await patch(`/Users/${user.id}`, { op: 'replace', path: 'active', value: false })
    expect(await versionOf(path)).toBe(first)
    await patch(`/Users/${user.id}`, { op: 'replace', path: 'userName', value: 'renamed@here.test' })
    await expectChanged(path, first)
    const { json } = await directory.ask('GET', path)
    expect(json['members']).toMatchObject([{ display: 'renamed@here.test' }])
  })
})

describe('the version of a user', () => {
  it('changes with their groups: those that they join, leave, whose name changes, and that are deleted', async () => {
    const user = await directory.provision('member')
    const path = `/Users/${user.id}`
    const other = await directory.provision('bystander')
    const bystander = await versionOf(`/Users/${other.id}`)
    const at = await group('Joined')
    const add = { op: 'add', path: 'members', value: [{ value: user.id }] }
    const changes: (() => Promise<unknown>)[] = [
      () => patch(at, add),
      () => patch(at, { op: 'replace', path: 'displayName', value: 'Renamed' }),
      () => patch(at, { op: 'remove', path: `members[value eq "${user.id}"]` }),
      () => patch(at, add),
      () => directory.ask('DELETE', at),
    ]
    const seen = new Set<string>()
    for (const change of changes) {
      const before = await versionOf(path)
      seen.add(before)
      await change()
      await expectChanged(path, before)
    }
    expect(seen.size).toBeGreaterThan(2)
    expect(await versionOf(`/Users/${other.id}`)).toBe(bystander)
  })
})

function lastModified(json: Record<string, unknown>): string {
  return (json['meta'] as { lastModified: string }).lastModified
}

it('turning the directory off deletes its users and groups', async () => {
  await turnOffDirectory(await directory.maker(), directory.connectionId)
  expect(await tenant.read((tx) => tx.directoryUser.count())).toBe(0)
  expect(await tenant.read((tx) => tx.directoryGroup.count())).toBe(0)
})
