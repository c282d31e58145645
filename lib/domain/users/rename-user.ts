import type { SelfAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'

/** Changes a person’s own name. */
export async function renameUser(access: SelfAccess, name: string): Promise<void> {
  const { tenantId, userId: id } = access
  await change(access, async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { tenantId, id, name: { not: name } },
      data: { name },
    })
    if (count === 0) return unchanged(undefined)
    return { result: undefined, events: [{ type: 'user.renamed', target: { kind: 'user', id, name } }] }
  })
}
