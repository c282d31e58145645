import type { TenantAccess } from '@/lib/access'
import type { OutgoingEmail } from '@/lib/db/outgoing-mail'
import type { Tx } from '@/lib/db/prisma'
import { change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import type { EmailAddress } from '../text/email-address'
import { createEmailToken } from './email-token'
import { assertHourlyLimit, fiveDaysInSeconds } from './hourly-limit'
import { readUser } from './read-user'
import { lockHolder } from './ticket-parts'

/** Using the link verifies the address, too. @throws DomainError not_found; conflict for a blocked user; too_many */
export function sendPasswordLink(access: TenantAccess<'update:users'>, userId: string): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const { id, name, address } = await lockHolder(tx, tenantId, { userId })
    if ((await readUser(tx, tenantId, id)).isBlocked)
      throw new DomainError('conflict', 'This user is blocked. Unblock them first.')
    return {
      result: undefined,
      events: [
        {
          type: 'user.password_link_sent',
          target: { kind: 'user', id, name, email: address.email },
        },
      ],
      mails: [await passwordEmail(tx, { tenantId, userId: id, address })],
    }
  })
}

/** Call with the user’s row locked. @throws DomainError too_many */
export async function passwordEmail(
  tx: Tx,
  { tenantId, userId, address }: { tenantId: string; userId: string; address: EmailAddress },
): Promise<OutgoingEmail> {
  await assertHourlyLimit(tx, tenantId, { address, purpose: 'reset_password' })
  const seconds = fiveDaysInSeconds
  const emailToken = { tenantId, purpose: 'reset_password', address, userId, seconds } as const
  const proofId = await createEmailToken(tx, emailToken)
  return { template: 'reset_password', proofId, to: address.email, isByOperator: true }
}
