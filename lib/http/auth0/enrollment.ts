import { z } from 'zod'
import type { Enrollment } from '@/lib/domain/users/queries'
import { later, moment } from './example'

const kind = z.enum(['webauthn-platform', 'webauthn-roaming', 'authenticator'])

export const enrollmentAnswer = z.strictObject({
  id: z.string().meta({ example: 'psk_4fXk2Hq9TzB1mWc7Lr0Py3' }),
  status: z.literal('confirmed'),
  type: kind.describe('A passkey on the user’s device or on a security key, or an authenticator app.'),
  auth_method: kind,
  name: z.string().meta({ example: 'Laptop' }),
  enrolled_at: z.string().meta({ example: moment }),
  last_auth: z.string().optional().meta({ example: later }),
})

export function enrollmentWire(enrollment: Enrollment): z.output<typeof enrollmentAnswer> {
  const { id, name, createdAt, lastUsedAt } = enrollment
  const type = typeOf(enrollment)
  return {
    id,
    status: 'confirmed',
    type,
    auth_method: type,
    name,
    enrolled_at: createdAt.toISOString(),
    ...(lastUsedAt === null ? {} : { last_auth: lastUsedAt.toISOString() }),
  }
}

function typeOf({ kind: enrolled, transports }: Enrollment): z.output<typeof kind> {
  if (enrolled === 'authenticator') return 'authenticator'
  return transports.includes('internal') ? 'webauthn-platform' : 'webauthn-roaming'
}
