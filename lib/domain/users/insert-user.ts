import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { setPassword } from './verify-user-email'

export interface NewUser {
  tenantId: string
  id?: string
  email: string
  emailFolded: string
  name: string
  isEmailVerified: boolean
  passwordHash?: string
}

/** A second user with the same address is a unique violation. */
export async function insertUser(tx: Tx, person: NewUser): Promise<{ id: string }> {
  const { id = newId('user') } = person
  await tx.user.create({
    data: {
      id,
      email: person.email,
      emailFolded: person.emailFolded,
      name: person.name,
      emailVerifiedAt: person.isEmailVerified ? new Date() : null,
    },
  })
  if (person.passwordHash !== undefined)
    await setPassword(tx, { tenantId: person.tenantId, id }, person.passwordHash)
  return { id }
}
