import { z } from 'zod'
import type { SessionOfUser } from '@/lib/domain/users/sessions'
import { address, ann, browser, documents, later, moment, sessionId } from './example'
import { metadata, metadataAnswer } from './metadata'
import { notFoundOf } from './problem'

const time = z.iso.datetime().meta({ example: moment })
const end = z.iso.datetime().meta({ example: later })

export const deviceAnswer = z.strictObject({
  initial_user_agent: z.string().optional().meta({ example: browser }),
  initial_ip: z.string().optional().meta({ example: address }),
})

export const sessionAnswer = z.strictObject({
  id: z.string().meta({ example: sessionId }),
  user_id: z.string().meta({ example: ann.id }),
  created_at: time,
  updated_at: time,
  authenticated_at: time,
  idle_expires_at: end,
  expires_at: end,
  last_interacted_at: time,
  device: deviceAnswer,
  clients: z.array(z.strictObject({ client_id: z.string().meta({ example: documents.clientId }) })),
  authentication: z.strictObject({
    methods: z.array(z.strictObject({ name: z.string().meta({ example: 'pwd' }), timestamp: time })),
  }),
  session_metadata: metadataAnswer,
})

export const sessionChange = z.strictObject({ session_metadata: metadata.optional() })

export function sessionWire(session: SessionOfUser): z.input<typeof sessionAnswer> {
  const { id, userId, authTime, lastSeenAt } = session
  const seen = lastSeenAt.toISOString()
  return {
    id,
    user_id: userId,
    created_at: session.createdAt.toISOString(),
    updated_at: seen,
    authenticated_at: authTime.toISOString(),
    idle_expires_at: session.idleExpiresAt.toISOString(),
    expires_at: session.expiresAt.toISOString(),
    last_interacted_at: seen,
    device: deviceWire(session),
    clients: session.clientIds.map((client_id) => ({ client_id })),
    authentication: { methods: [{ name: methodOf(session), timestamp: authTime.toISOString() }] },
    session_metadata: metadataAnswer.parse(session.metadata),
  }
}

export function deviceWire({ ip, userAgent }: { ip: string | null; userAgent: string | null }) {
  return {
    ...(userAgent === null ? {} : { initial_user_agent: userAgent }),
    ...(ip === null ? {} : { initial_ip: ip }),
  }
}

const methods: Record<string, string> = { password: 'pwd', email: 'email', passkey: 'passkey' }

/** Auth0’s name for the method. A provider’s strategy is `federated`. */
function methodOf({ strategy }: SessionOfUser): string {
  return methods[strategy] ?? 'federated'
}

export const noSession = notFoundOf('The session does not exist.', 'inexistent_session')

export const accessToRevoke = z.strictObject({
  session_id: z
    .string()
    .max(50)
    .optional()
    .describe(
      'The session to end, with the tokens issued from it. If absent, all of the user’s sessions end.',
    )
    .meta({ example: sessionId }),
  preserve_refresh_tokens: z
    .boolean()
    .default(false)
    .describe('Whether refresh tokens that may outlive their session stay valid.'),
})
