import { z } from 'zod'
import { change } from '@/lib/db/doors'
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

/** A person goes into an application: the family that its codes and tokens will belong to. */
export function saveAuthorization(tenantId: string, authorization: NewAuthorization): Promise<void> {
  const { payload, expiresIn, ...rest } = authorization
  const { id, clientId, userId, organizationId } = rest
  return change(byProvider(tenantId, userId), async (tx) => {
    await tx.authorization.create({
      data: {
        ...rest,
        payload: z.json().parse(JSON.parse(JSON.stringify(payload))) ?? {},
        expiresAt: new Date(Date.now() + expiresIn * 1000),
      },
    })
    const client = await tx.client.findUniqueOrThrow({ where: { tenantId_id: { tenantId, id: clientId } } })
    return {
      result: undefined,
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
