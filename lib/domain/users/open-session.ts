import { z } from 'zod'
import { currentOrigin, type Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { metrics } from '@/lib/metrics'

/** The session at a SAML provider from which one of ours was opened: what a logout request says (Core, 3.7.1). */
export const providerSession = z.object({
  nameId: z.string(),
  nameIdFormat: z.string().nullable(),
  nameQualifier: z.string().nullable(),
  spNameQualifier: z.string().nullable(),
  sessionIndex: z.string().nullable(),
})
export type ProviderSession = z.output<typeof providerSession>

export interface OpenedSession {
  sessionId: string
  userId: string
}

interface SignedIn {
  tenantId: string
  userId: string
  connectionId: string
  amr: string[]
  providerSession?: ProviderSession | undefined
}

/** Always with a new id, in the transaction that authenticated the user. `amr` is from RFC 8176. */
export async function openSession(
  tx: Tx,
  { tenantId, userId, connectionId, amr, providerSession }: SignedIn,
): Promise<{ opened: OpenedSession; event: Event; emailFolded: string }> {
  const sessionId = newId('session')
  const tenant = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId } })
  const origin = currentOrigin()
  await tx.session.create({
    data: {
      id: sessionId,
      userId,
      connectionId,
      amr,
      expiresAt: new Date(Date.now() + tenant.sessionAbsoluteMinutes * 60_000),
      ip: origin.ip ?? null,
      userAgent: origin.userAgent?.slice(0, 300) ?? null,
      ...(providerSession && { providerSession }),
    },
  })
  const { emailFolded } = await tx.user.update({
    where: { tenantId_id: { tenantId, id: userId } },
    data: { lastLoginAt: new Date() },
    select: { emailFolded: true },
  })
  metrics().signIns.inc({ outcome: 'succeeded' })
  return {
    emailFolded,
    opened: { sessionId, userId },
    event: {
      type: 'session.started',
      actor: { kind: 'user', id: userId },
      target: { kind: 'session', id: sessionId },
      details: { connectionId, amr },
    },
  }
}

export async function connectionOf(
  tx: Tx,
  tenantId: string,
  strategy: 'password' | 'email',
): Promise<string> {
  const { id } = await tx.connection.findFirstOrThrow({ where: { tenantId, strategy }, select: { id: true } })
  return id
}
