import { z } from 'zod'
import { change, unchanged } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { byProvider } from './by-provider'

export interface NewAuthorization {
  id: string
  clientId: string
  userId: string
  sessionId: string
  connectionId: string
  organizationId: string | null
  /** Outlives its session. */
  offline: boolean
  payload: Record<string, unknown>
  /** Seconds. */
  expiresIn: number
}

/**
 * A person goes into an application: the family that its codes and tokens will belong to. False, and nothing written,
 * when her session has ended in the meantime.
 */
export function saveAuthorization(tenantId: string, authorization: NewAuthorization): Promise<boolean> {
  const { payload, expiresIn, ...rest } = authorization
  const { id, clientId, userId, organizationId } = rest
  return change(byProvider(tenantId, userId), async (tx) => {
    if (!(await holdSession(tx, tenantId, rest))) return unchanged(false)
    await tx.authorization.create({
      data: {
        ...rest,
        payload: z.json().parse(JSON.parse(JSON.stringify(payload))) ?? {},
        expiresAt: new Date(Date.now() + expiresIn * 1000),
      },
    })
    const client = await tx.client.findUniqueOrThrow({ where: { tenantId_id: { tenantId, id: clientId } } })
    return {
      result: true,
      events: [
        {
          type: 'application.entered',
          target: { kind: 'client', id: clientId, name: client.name },
          details: { authorizationId: id, offline: rest.offline },
          ...(organizationId === null ? {} : { organizationId }),
        },
      ],
    }
  })
}

/** Until the transaction ends: whoever ends the session waits, and finds the authorization. */
async function holdSession(
  tx: Tx,
  tenantId: string,
  { sessionId, userId }: { sessionId: string; userId: string },
): Promise<boolean> {
  const held = await tx.$queryRaw<unknown[]>`
    SELECT FROM sessions
    WHERE tenant_id = ${tenantId} AND id = ${sessionId} AND user_id = ${userId} AND ended_at IS NULL FOR SHARE`
  return held.length > 0
}
