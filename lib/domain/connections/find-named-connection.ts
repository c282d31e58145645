import { read } from '@/lib/db/transaction'
import { atTheDoor } from '../users/at-the-door'

export interface NamedConnection {
  id: string
  strategy: string
  /** Whether the organization that was asked about, if one was, has it switched on. */
  isOpen: boolean
}

/** The connection that an application names, and whether it serves at the organization; null for unknown ones. */
export function findNamedConnection(
  tenantId: string,
  { name, organizationId }: { name: string; organizationId: string | null },
): Promise<NamedConnection | null> {
  return read(atTheDoor(tenantId), async (tx) => {
    const found = await tx.connection.findFirst({
      where: { tenantId, OR: [{ name }, { id: name }] },
      select: { id: true, strategy: true },
    })
    if (!found) return null
    if (organizationId === null) return { ...found, isOpen: true }
    const enabled = await tx.enabledConnection.count({
      where: { tenantId, organizationId, connectionId: found.id },
    })
    return { ...found, isOpen: enabled > 0 }
  })
}
