import type { Tx } from '@/lib/db/prisma'
import { insertJoinLink, type NewJoinLink } from './insert-join-link'
import type { Access } from './join-link-settings'
import { endJoinLink } from './lock-join-link'

/** The caller has locked it. The new one counts its uses from the beginning. */
export async function replaceJoinLink(
  tx: Tx,
  access: Access,
  { id, ...settings }: NewJoinLink & { id: string },
): Promise<{ replacedBy: string; expiresAt: Date }> {
  await endJoinLink(tx, access, { id, as: 'replaced' })
  const created = await insertJoinLink(tx, access, settings)
  if (!created) throw new Error('The link was locked, so no other one was made.')
  return { replacedBy: created.id, expiresAt: created.expiresAt }
}
