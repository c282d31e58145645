import { bypassRowSecurity, change } from '@/lib/db/transaction'
import { hashPassword } from '@/lib/domain/crypto/password'
import { passwordFor } from '@/lib/domain/crypto/new-password'
import { parseInput } from '@/lib/domain/text/parse-input'
import type { EmailAddress } from '@/lib/domain/text/email-address'
import { findUserByEmail } from './find-user-by-email'
import { reserveEmail } from './email-limits'
import { createEmailToken } from './email-token'

export interface SignUp {
  name: string
  address: EmailAddress
  /** Only through a join link can it be missing: the user then signs in by email. */
  password: string | undefined
  /** Whether the user may enter it is decided once the address is verified. */
  organizationId?: string | null
  joinLinkId?: string
  returnTo?: string | null
}

/**
 * Answers the same for an address that has an account. Returns the email token’s id, which is not secret.
 * @throws DomainError invalid (field `password`), too_many
 */
export async function signUp(
  tenantId: string,
  { name, address, password, organizationId = null, joinLinkId, returnTo = null }: SignUp,
): Promise<{ proofId: string }> {
  const checked =
    password === undefined
      ? undefined
      : parseInput(passwordFor({ email: address.email, name }), password, 'password')
  await reserveEmail({ tenantId, emailFolded: address.folded, purpose: 'sign_up' })
  const passwordHash = checked === undefined ? undefined : await hashPassword(checked)
  return change(bypassRowSecurity('a user signs up', tenantId), async (tx) => {
    const known = await findUserByEmail(tx, { tenantId, emailFolded: address.folded })
    const userId = known?.id ?? null
    const emailTokenId = await createEmailToken(tx, {
      tenantId,
      purpose: 'sign_up',
      address,
      userId,
      organizationId,
      joinLinkId,
      name,
      passwordHash,
      returnTo,
    })
    const mail = known?.isEmailVerified
      ? { template: 'sign_up_existing' as const }
      : { template: 'sign_up_proof' as const, proofId: emailTokenId }
    return {
      result: { proofId: emailTokenId },
      events: [
        {
          type: 'user.sign_up_requested',
          target: { kind: 'user', id: userId ?? 'unknown', email: address.folded },
        },
      ],
      mails: [{ ...mail, to: address.email }],
    }
  })
}
