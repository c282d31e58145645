import { sha256Hex } from '@/lib/domain/crypto/digest'
import { newId } from '@/lib/ids'
import { addMember } from '@/test/fixtures/builders'
import { createConnection, ownIssuer } from '@/test/fixtures/browser-connections'
import type { BrowserOrganization, BrowserTenant, BrowserUser } from '@/test/fixtures/browser-tenant'

export interface DirectoryIds {
  /** Of its connection. */
  id: string
  tokenId: string
  /** A bearer token. */
  token: string
  groupId: string
}

/** Directory sync that is on, with a token and a group that gives no role, which has that many members. */
export async function createDirectory(
  tenant: BrowserTenant,
  {
    organization,
    maker,
    members = 0,
  }: { organization: BrowserOrganization; maker: BrowserUser; members?: number },
): Promise<DirectoryIds> {
  const { id: connectionId } = await createConnection(tenant, {
    owner: organization,
    options: { issuer: ownIssuer },
  })
  const here = { organizationId: organization.id, connectionId }
  const [tokenId, groupId] = [newId('directoryToken'), newId('directoryGroup')]
  const token = newId('directorySecret')
  await tenant.write(async (tx) => {
    await tx.directory.create({ data: { ...here, makerUserId: maker.id, makerHeld: [] } })
    await tx.directoryToken.create({ data: { ...here, id: tokenId, tokenHash: sha256Hex(token) } })
    await tx.directoryGroup.create({
      data: { ...here, id: groupId, displayName: 'Engineering', nameFolded: 'engineering' },
    })
  })
  await addDirectoryUsers(tenant, { organization, connectionId, groupId, count: members })
  return { id: connectionId, tokenId, token, groupId }
}

interface NewDirectoryUsers {
  organization: BrowserOrganization
  connectionId: string
  /** They are members of this group; null: of none. */
  groupId: string | null
  count: number
}

/** Members with the role Viewer, managed by the directory. @returns their ids in the directory */
export async function addDirectoryUsers(
  tenant: BrowserTenant,
  { organization, connectionId, groupId, count }: NewDirectoryUsers,
): Promise<string[]> {
  const ids: string[] = []
  for (let nth = 0; nth < count; nth++) {
    const { id: userId, email } = await tenant.createUser('Dora Directory')
    const id = newId('directoryUser')
    const here = { organizationId: organization.id, connectionId }
    await tenant.write(async (tx) => {
      await addMember(tx, { tenantId: tenant.id, organizationId: organization.id, userId, roles: ['Viewer'] })
      await tx.directoryUser.create({
        data: {
          ...here,
          id,
          userId,
          userName: email,
          userNameFolded: email,
          emailFolded: email,
          attributes: {},
        },
      })
      if (groupId === null) return
      await tx.directoryGroupMember.create({
        data: { organizationId: organization.id, groupId, directoryUserId: id },
      })
    })
    ids.push(id)
  }
  return ids
}
