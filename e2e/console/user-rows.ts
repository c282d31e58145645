import { newId } from '@/lib/ids'
import type { BrowserTenant, BrowserUser } from '@/test/fixtures/browser-tenant'

/** What the pages about one user show and remove. */
export interface UserRows {
  passkeyId: string
  /** Of the user, at the provider. */
  subject: string
  /** Their address is not verified, and they sign in with the provider alone. */
  other: BrowserUser
}

/** Gives the user an account at the provider, a passkey, an authenticator app, a picture and a direct permission. */
export async function createUserRows(
  tenant: BrowserTenant,
  user: BrowserUser,
  connectionId: string,
): Promise<UserRows> {
  const other = await tenant.createUser('Otis Other')
  await tenant.addPermission(user, { api: 'documents', name: 'write:documents' })
  const passkeyId = newId('passkey')
  const picture = newId('image')
  return tenant.write(async (tx) => {
    await tx.passkey.create({
      data: {
        id: passkeyId,
        userId: user.id,
        credentialId: passkeyId,
        name: 'Phone',
        publicKey: new Uint8Array([1]),
      },
    })
    await tx.authenticator.create({ data: { userId: user.id, sealedSecret: 'none', lastUsedStep: 0 } })
    await tx.userPicture.create({
      data: { id: picture, userId: user.id, mediaType: 'image/png', bytes: Buffer.from(pixel, 'base64') },
    })
    await tx.user.updateMany({ where: { id: user.id }, data: { picture: `/pictures/${picture}` } })
    await tx.user.updateMany({ where: { id: other.id }, data: { emailVerifiedAt: null } })
    await tx.identity.deleteMany({ where: { userId: other.id } })
    for (const { id } of [user, other])
      await tx.identity.create({ data: { id: newId('identity'), userId: id, connectionId, subject: id } })
    const { name } = await tx.connection.findFirstOrThrow({ where: { id: connectionId } })
    return { passkeyId, subject: `${name}|${user.id}`, other }
  })
}

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
