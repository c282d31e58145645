import type { Event } from '@/lib/db/events'

export interface EndedAuthorization {
  id: string
  userId: string
  clientId: string
  organizationId: string | null
}

/** The event of a sign-in to an application whose codes and tokens serve no more. */
export function tokensRevoked({ id, userId, clientId, organizationId }: EndedAuthorization): Event {
  return {
    type: 'application.tokens_revoked',
    target: { kind: 'client', id: clientId },
    details: { authorizationId: id, userId },
    ...(organizationId === null ? {} : { organizationId }),
  }
}
