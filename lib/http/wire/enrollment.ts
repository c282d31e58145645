import { z } from 'zod'
import type { EnrolledPasskey } from '@/lib/domain/passkeys/list-passkeys-of'

const kind = z.enum(['webauthn-platform', 'webauthn-roaming'])

export const enrollmentAnswer = z.strictObject({
  id: z.string(),
  status: z.literal('confirmed'),
  type: kind.describe('A passkey: of a device, or one that is carried about.'),
  auth_method: kind,
  name: z.string(),
  enrolled_at: z.string(),
  last_auth: z.string().optional(),
})

/** A passkey as Auth0 shows what somebody has enrolled. */
export function enrollmentWire(passkey: EnrolledPasskey): z.output<typeof enrollmentAnswer> {
  const { id, name, transports, createdAt, lastUsedAt } = passkey
  const type = transports.includes('internal') ? 'webauthn-platform' : 'webauthn-roaming'
  return {
    ...{ id, status: 'confirmed', type, auth_method: type, name, enrolled_at: createdAt.toISOString() },
    ...(lastUsedAt === null ? {} : { last_auth: lastUsedAt.toISOString() }),
  }
}
