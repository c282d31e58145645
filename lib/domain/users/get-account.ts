import type { SelfAccess } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { explained, type ExplainedApi } from '../roles/explained'

export interface Account {
  name: string
  email: string
  hasPassword: boolean
  /** What she holds outside of every organization, and where it comes from. */
  held: ExplainedApi[]
}

/** What a person’s own page shows of her. */
export function getAccount(access: SelfAccess): Promise<Account> {
  const { tenantId, userId } = access
  return read(access, async (tx) => {
    const { name, email, identities } = await tx.user.findUniqueOrThrow({
      where: { tenantId_id: { tenantId, id: userId } },
      select: {
        name: true,
        email: true,
        identities: { where: { passwordHash: { not: null } }, select: { id: true } },
      },
    })
    const held = await explained(tx, { tenantId, userId, organizationId: null })
    return { name, email, hasPassword: identities.length > 0, held }
  })
}
