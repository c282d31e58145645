import { randomBytes } from 'node:crypto'
import { newId } from '@/lib/ids'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import type { BrowserOrganization, BrowserTenant } from '@/test/fixtures/browser-tenant'

const aDay = 86_400_000

export interface JoiningRows {
  joinLinkId: string
  /** Requests to join of two people. */
  requestIds: [string, string]
}

/** A join link that gives the role, and two requests to join. */
export async function createJoiningRows(
  tenant: BrowserTenant,
  link: { organization: BrowserOrganization; makerId: string; roleId: string },
): Promise<JoiningRows> {
  const { organization } = link
  return {
    joinLinkId: await createJoinLink(tenant, { ...link, token: newHex() }),
    requestIds: [
      await createJoinRequest(tenant, organization),
      await createJoinRequest(tenant, organization),
    ],
  }
}

export async function createJoinLink(
  tenant: BrowserTenant,
  link: { organization: BrowserOrganization; makerId: string; roleId: string; token: string },
): Promise<string> {
  const { roleId, makerId: makerUserId, token } = link
  const organizationId = link.organization.id
  const id = newId('joinLink')
  await tenant.write(async (tx) => {
    const where = { tenantId: tenant.id, level: 'organization' }
    const permissions = await tx.permission.findMany({ where, distinct: ['name'] })
    const makerHeld = permissions.map(({ name }) => name)
    const ends = { ttlSeconds: aDay / 1000, expiresAt: new Date(Date.now() + aDay) }
    const data = { organizationId, id, tokenHash: sha256Hex(token), makerUserId, makerHeld, ...ends }
    await tx.joinLink.create({ data })
    await tx.joinLinkRole.create({ data: { organizationId, joinLinkId: id, roleId, usableIn: '*' } })
  })
  return id
}

/** By default of a new user. */
export async function createJoinRequest(
  tenant: BrowserTenant,
  { id: organizationId }: BrowserOrganization,
  askerId?: string,
): Promise<string> {
  const userId = askerId ?? (await tenant.createUser('Asa Asker')).id
  const id = newId('joinRequest')
  await tenant.write((tx) => tx.joinRequest.create({ data: { organizationId, id, userId } }))
  return id
}

/** A secret, or a name that no one else has. */
export function newHex(): string {
  return randomBytes(16).toString('hex')
}
