import { z } from 'zod'
import type { EnrolledPasskey } from '@/lib/domain/passkeys/list-passkeys'
import { later, moment } from './example'

const kind = z.enum(['webauthn-platform', 'webauthn-roaming'])

export const enrollmentAnswer = z.strictObject({
  id: z.string().meta({ example: 'psk_4fXk2Hq9TzB1mWc7Lr0Py3' }),
  status: z.literal('confirmed'),
  type: kind.describe('A passkey on the user’s device, or on a security key.'),
  auth_method: kind,
  name: z.string().meta({ example: 'Laptop' }),
  enrolled_at: z.string().meta({ example: moment }),
  last_auth: z.string().optional().meta({ example: later }),
})

export function enrollmentWire(passkey: EnrolledPasskey): z.output<typeof enrollmentAnswer> {
  const { id, name, transports, createdAt, lastUsedAt } = passkey
  const type = transports.includes('internal') ? 'webauthn-platform' : 'webauthn-roaming'
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
