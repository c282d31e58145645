import { expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { TestDirectory } from '@/test/fixtures/directory'

it('a page has fewer groups once their members would be more than 10,000 in all', async () => {
  const directory = await TestDirectory.open()
  await fill(directory, { groups: 100, members: 101 })
  const page = await directory.ask('GET', '/Groups')
  expect(page.json).toMatchObject({ totalResults: 100, itemsPerPage: 99, startIndex: 1 })
  expect((page.json['Resources'] as { members: unknown[] }[])[98]?.members).toHaveLength(101)
  const next = await directory.ask('GET', '/Groups?startIndex=100')
  expect(next.json).toMatchObject({ totalResults: 100, itemsPerPage: 1, startIndex: 100 })
  const brief = await directory.ask('GET', '/Groups?excludedAttributes=members')
  expect(brief.json).toMatchObject({ totalResults: 100, itemsPerPage: 100 })
})

/** All members in all groups. */
function fill(
  { tenant, organization, connectionId }: TestDirectory,
  { groups, members }: { groups: number; members: number },
): Promise<void> {
  const here = { organizationId: organization.id, connectionId }
  const people = Array.from({ length: members }, (_, at) => ({
    userId: newId('user'),
    id: newId('directoryUser'),
    email: `many${at}@here.test`,
  }))
  const made = Array.from({ length: groups }, (_, at) => ({
    id: newId('directoryGroup'),
    name: `Many ${at}`,
  }))
  return tenant.write(async (tx) => {
    await tx.user.createMany({
      data: people.map(({ userId: id, email }) => ({ id, email, emailFolded: email, name: email })),
    })
    await tx.member.createMany({
      data: people.map(({ userId }) => ({ organizationId: organization.id, userId })),
    })
    await tx.directoryUser.createMany({
      data: people.map(({ email, ...ids }) => ({
        ...here,
        ...ids,
        userName: email,
        userNameFolded: email,
        emailFolded: email,
        attributes: {},
      })),
    })
    await tx.directoryGroup.createMany({
      data: made.map(({ id, name }) => ({ ...here, id, displayName: name, nameFolded: name })),
    })
    await tx.$executeRaw`
      INSERT INTO directory_group_members (organization_id, group_id, directory_user_id)
      SELECT g.organization_id, g.id, u.id
      FROM directory_groups g JOIN directory_users u ON u.organization_id = g.organization_id
      WHERE g.organization_id = ${organization.id}`
  })
}
