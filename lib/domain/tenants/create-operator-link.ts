import { bypassRowSecurity, change } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import type { EmailAddress } from '../text/email-address'
import { createEmailToken, emailTokenSecrets } from '../users/email-token'
import { operators } from '../users/operators'
import { firstSignInPath } from './set-up'

interface OperatorLink {
  tenantId: string
  /** The tenant’s; decides where the link leads. */
  url: string
  address: EmailAddress
  seconds: number
}

/**
 * A sign-in link for an operator who has no other way in, such as after the first one’s hours. It works once, and asks for
 * a second factor as an emailed link does.
 * @returns its secret, which is stored nowhere
 * @throws DomainError not_found for anyone who cannot change users, and for a blocked user
 */
export function createOperatorLink({ tenantId, url, address, seconds }: OperatorLink): Promise<string> {
  const access = bypassRowSecurity('the command line makes a sign-in link for an operator', tenantId)
  return change(access, async (tx) => {
    const [operator] = await tx.$queryRaw<{ id: string; name: string }[]>`
      SELECT u.id, u.name FROM users u
      WHERE u.tenant_id = ${tenantId} AND u.email_folded = ${address.folded}
        AND u.id IN (SELECT one.id FROM ${operators(tenantId)} one)`
    if (!operator)
      throw new DomainError('not_found', `No operator of this tenant has the address ${address.email}.`)
    const { id: userId, name } = operator
    const returnTo = firstSignInPath(url)
    const token = { tenantId, purpose: 'sign_in', address, userId, returnTo, seconds } as const
    const id = await createEmailToken(tx, token)
    const target = { kind: 'user', id: userId, name, email: address.email }
    return {
      result: emailTokenSecrets({ id }).token,
      events: [{ type: 'operator.sign_in_link_made', target, details: { seconds } }],
    }
  })
}
