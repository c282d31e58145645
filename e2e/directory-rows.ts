import { newId } from '@/lib/ids'
import { createConnection, ownIssuer } from '@/test/fixtures/browser-connections'
import type { BrowserOrganization, BrowserTenant, BrowserUser } from '@/test/fixtures/browser-tenant'

export interface DirectoryIds {
  /** Of its connection. */
  id: string
  tokenId: string
  groupId: string
}

/** Directory sync that is on, with a token and a group that gives no role. */
export async function createDirectory(
  tenant: BrowserTenant,
  { organization, maker }: { organization: BrowserOrganization; maker: BrowserUser },
): Promise<DirectoryIds> {
  const { id: connectionId } = await createConnection(tenant, {
    owner: organization,
    options: { issuer: ownIssuer },
  })
  const here = { organizationId: organization.id, connectionId }
  const [tokenId, groupId] = [newId('directoryToken'), newId('directoryGroup')]
  await tenant.write(async (tx) => {
    await tx.directory.create({ data: { ...here, makerUserId: maker.id, makerHeld: [] } })
    await tx.directoryToken.create({ data: { ...here, id: tokenId, tokenHash: tokenId } })
    await tx.directoryGroup.create({
      data: { ...here, id: groupId, displayName: 'Engineering', nameFolded: 'engineering' },
    })
  })
  return { id: connectionId, tokenId, groupId }
}
