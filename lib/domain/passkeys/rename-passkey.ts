import type { SelfAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'

/** @throws DomainError not_found */
export async function renamePasskey(
  access: SelfAccess,
  { id, name }: { id: string; name: string },
): Promise<void> {
  const { tenantId, userId } = access
  await change(access, async (tx) => {
    const passkey = await tx.passkey.findFirst({ where: { tenantId, id, userId }, select: { name: true } })
    if (!passkey) throw notFound()
    if (passkey.name === name) return unchanged(undefined)
    const { count } = await tx.passkey.updateMany({ where: { tenantId, id, userId }, data: { name } })
    if (count === 0) throw notFound()
    return { result: undefined, events: [{ type: 'passkey.renamed', target: { kind: 'passkey', id, name } }] }
  })
}
