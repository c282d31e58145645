import { expect, it } from 'vitest'
import { columns } from './permission-group'
import { permissionGroups } from './permission-rows'

const portal = {
  id: 'api',
  name: 'Management API',
  isPortal: true,
  permissions: [
    'read:organization_members',
    'delete:organization_members',
    'update:organizations',
    'admin:organizations',
    'nameless',
  ].map((name) => ({ name, description: '' })),
}

function groups(choosable: string[], given: string[], mayRemove = true) {
  const choices = portal.permissions.map(({ name }) => ({
    apiId: 'api',
    name,
    mayChoose: choosable.includes(name),
  }))
  return permissionGroups([portal], {
    choices,
    given: given.map((name) => ({ apiId: 'api', name })),
    mayRemove,
  })
}

it('arranges permissions by resource and verb, and lists those with other verbs', () => {
  const [group] = groups([], [])
  expect(columns.map(({ label }) => label)).toEqual(['View', 'Add', 'Change', 'Remove'])
  expect(group?.rows.map(({ label, cells }) => [label, ...cells.map((cell) => cell?.name ?? null)])).toEqual([
    ['members', 'read:organization_members', null, null, 'delete:organization_members'],
    ['organization', null, null, 'update:organizations', null],
  ])
  expect(group?.others.map(({ name }) => name)).toEqual(['admin:organizations', 'nameless'])
})

it('keeps a given permission that the editor may not remove', () => {
  const read = (choosable: string[], given: string[], mayRemove: boolean) =>
    groups(choosable, given, mayRemove)[0]?.rows[0]?.cells[0]
  const name = 'read:organization_members'
  expect(read([name], [name], true)).toMatchObject({ isGiven: true, isFixed: false, mayChoose: true })
  expect(read([name], [name], false)).toMatchObject({ isGiven: true, isFixed: true })
  expect(read([], [name], true)).toMatchObject({ isGiven: true, isFixed: true })
  expect(read([], [], true)).toMatchObject({ isGiven: false, isFixed: false, mayChoose: false })
})
