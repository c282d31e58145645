import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { setPassword } from './set-password'

export interface NewUser {
  tenantId: string
  /** Where somebody else chose it; unknown in this tenant, or it is a unique violation. */
  id?: string
  email: string
  /** As parseEmail folds it: what makes an address the same address. */
  emailFolded: string
  name: string
  proven: boolean
  passwordHash?: string
}

/** A person of this tenant. Her address is taken once: a second is a unique violation. */
export async function makeUser(tx: Tx, person: NewUser): Promise<{ id: string }> {
  const { id = newId('user') } = person
  await tx.user.create({
    data: {
      id,
      email: person.email,
      emailFolded: person.emailFolded,
      name: person.name,
      emailVerifiedAt: person.proven ? new Date() : null,
    },
  })
  if (person.passwordHash !== undefined)
    await setPassword(tx, { tenantId: person.tenantId, id }, person.passwordHash)
  return { id }
}
