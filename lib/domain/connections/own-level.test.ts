import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { addDomain } from '@/test/fixtures/provider-users'
import { OwnConnections } from '@/test/fixtures/own-connections'
import { refusal } from '@/test/fixtures/operator'
import { createSamlKeys } from '@/test/saml-identity-provider'
import { samlSettings } from '@/test/saml-fixture'
import { waitForLockWaiter } from '@/test/wait-for-lock-waiter'
import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { makerPermissions } from '../directories/directory-settings'
import {
  createDirectoryToken,
  listDirectoryTokens,
  revokeDirectoryToken,
} from '../directories/directory-tokens'
import { getDirectory } from '../directories/get-directory'
import { mapDirectoryGroup } from '../directories/map-directory-group'
import { takeOverDirectory, turnOffDirectory, turnOnDirectory } from '../directories/turn-on-directory'
import { addOrganizationConnection } from './add-organization-connection'
import { confirmProvider } from './confirm-provider'
import { createSamlConnection } from './create-saml-connection'
import { deleteConnection } from './delete-connection'
import { getOwnProvider, listProviders } from './list-own-providers'
import { getOwnConnection } from './own-connection'
import { addProviderDomain, removeProviderDomain } from './provider-domains'
import type { AccessLevel } from './access-levels'
import { updateConnection } from './update-connection'
import { updateOwnProvider } from './update-own-provider'
import { updateSamlConnection } from './update-saml-connection'

let own: OwnConnections

beforeAll(async () => {
  own = await OwnConnections.open()
  await addDomain(own.fixture.tenant, { organization: own.fixture.here, domain: 'here.test' })
})
afterEach(() =>
  own.fixture.tenant.write((tx) =>
    tx.connection.deleteMany({ where: { organizationId: own.fixture.here.id } }),
  ),
)

function limit(connectionId: string, accessLevel: AccessLevel): Promise<void> {
  return own.fixture.tenant.write((tx) => limitIn(tx, { connectionId, accessLevel }))
}

async function limitIn(
  tx: Tx,
  { connectionId, accessLevel }: { connectionId: string; accessLevel: AccessLevel },
): Promise<void> {
  await tx.enabledConnection.updateMany({ where: { connectionId }, data: { accessLevel } })
}

function maker() {
  const { tenant, here, owner } = own.fixture
  return tenant.accessTo(here, owner, 'read:organization_connections', ...makerPermissions)
}

async function openId(level: AccessLevel): Promise<string> {
  const { id } = await own.createEnabled()
  await limit(id, level)
  return id
}

async function saml(level: AccessLevel): Promise<string> {
  const access = await own.at()
  const { certificate } = await createSamlKeys()
  const given = { id: newId('connection'), displayName: 'SAML', settings: samlSettings(certificate) }
  const { id } = await createSamlConnection(access, given)
  await addOrganizationConnection(access, { id, ifPresent: 'enable' })
  await limit(id, level)
  return id
}

async function withDirectory(level: AccessLevel): Promise<string> {
  const id = await openId('full')
  await turnOnDirectory(await maker(), id)
  await limit(id, level)
  return id
}

async function mapGroup(connectionId: string) {
  const { tenant, here } = own.fixture
  const groupId = newId('directoryGroup')
  const group = { id: groupId, organizationId: here.id, connectionId, displayName: 'A', nameFolded: groupId }
  await tenant.write((tx) => tx.directoryGroup.create({ data: group }))
  await mapDirectoryGroup(await maker(), { connectionId, groupId, roleIds: [] })
}

type Act = [string, (level: AccessLevel) => Promise<string>, (id: string) => Promise<unknown>]

const changes: Act[] = [
  ['change it', openId, async (id) => updateConnection(await own.at(), { id, displayName: 'Other' })],
  [
    'change one by SAML',
    saml,
    async (id) => updateSamlConnection(await own.at(), { id, displayName: 'Other' }),
  ],
  ['confirm the provider', saml, async (id) => confirmProvider(await own.at(), { id, seen: '' })],
  [
    'change it by the My Organization API',
    openId,
    async (id) => updateOwnProvider(await own.at(), { id, here: null, provider: { displayName: 'Other' } }),
  ],
  ['add a domain', openId, async (id) => addProviderDomain(await own.at(), { id, domain: 'here.test' })],
  [
    'remove a domain',
    openId,
    async (id) => removeProviderDomain(await own.at(), { id, domain: 'here.test' }),
  ],
  ['turn directory sync on', openId, async (id) => turnOnDirectory(await maker(), id)],
  ['turn directory sync off', withDirectory, async (id) => turnOffDirectory(await maker(), id)],
  ['take directory sync over', withDirectory, async (id) => takeOverDirectory(await maker(), id)],
  [
    'create a token',
    withDirectory,
    async (id) => createDirectoryToken(await maker(), { connectionId: id, seconds: null }),
  ],
  ['map a group', withDirectory, mapGroup],
  [
    'revoke a token',
    withDirectory,
    async (id) => revokeDirectoryToken(await maker(), { connectionId: id, tokenId: 'x' }),
  ],
]

async function rowsOf(id: string) {
  return own.fixture.tenant.read(async (tx) => ({
    connection: await tx.connection.findFirst({ where: { id } }),
    directory: await tx.directory.findMany({ where: { connectionId: id } }),
    tokens: await tx.directoryToken.findMany({ where: { connectionId: id } }),
    events: await tx.auditEvent.count({ where: { targetId: id } }),
  }))
}

describe('where the operator limits an organization’s own connection, its members', () => {
  it.each(changes)('cannot %s at readonly, and do not find it at none', async (_act, create, act) => {
    const id = await create('readonly')
    const before = await rowsOf(id)
    expect(await refusal(act(id))).toBe('not_yours_to_give')
    await limit(id, 'none')
    expect(await refusal(act(id))).toBe('not_found')
    expect(await rowsOf(id)).toEqual(before)
  })

  it.each(changes)('cannot %s when the operator has just limited it', async (_act, create, act) => {
    const id = await create('full')
    const before = await rowsOf(id)
    const waiting: Promise<string>[] = []
    await own.fixture.tenant.write(async (tx) => {
      await tx.$queryRaw`SELECT FROM organizations WHERE id = ${own.fixture.here.id} FOR NO KEY UPDATE`
      await limitIn(tx, { connectionId: id, accessLevel: 'readonly' })
      waiting.push(refusal(act(id)))
      await waitForLockWaiter(tx)
    })
    expect(await Promise.all(waiting)).toEqual(['not_yours_to_give'])
    expect(await rowsOf(id)).toEqual(before)
  })

  it('change it at limited', async () => {
    const id = await openId('limited')
    expect(await updateConnection(await own.at(), { id, displayName: 'Other' })).toMatchObject({
      displayName: 'Other',
    })
  })

  it.each<[AccessLevel, string]>([
    ['none', 'not_found'],
    ['readonly', 'not_yours_to_give'],
    ['limited', 'not_yours_to_give'],
  ])('cannot delete it at %s, to add it again without a limit', async (level, code) => {
    const id = await openId(level)
    const before = await rowsOf(id)
    expect(await refusal(deleteConnection(await own.at(), id))).toBe(code)
    expect(await rowsOf(id)).toEqual(before)
  })

  it('do not see it at none', async () => {
    const id = await withDirectory('readonly')
    const access = await maker()
    const reads = [
      () => getOwnConnection(access, id),
      () => getOwnProvider(access, id),
      () => getDirectory(access, { connectionId: id, before: null }),
      () => listDirectoryTokens(access, id),
    ]
    for (const read of reads) await read()
    expect((await listProviders(access)).map((one) => one.id)).toContain(id)
    await limit(id, 'none')
    for (const read of reads) expect(await refusal(read())).toBe('not_found')
    expect((await listProviders(access)).map((one) => one.id)).not.toContain(id)
  })
})

it('the operator deletes one at any level', async () => {
  const { tenant, operator } = own.fixture
  const id = await openId('none')
  const access = await tenant.tenantAccess(operator, 'delete:connections')
  expect(await deleteConnection(access, id)).toMatchObject({ displayName: 'Own login' })
})
