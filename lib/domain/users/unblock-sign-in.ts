import type { TenantAccess } from '@/lib/access'
import { change } from '@/lib/db/transaction'
import { readTriedAccount, type Whose } from './sign-in-blocks'
import { forgiveTries } from './sign-in-limits'

/**
 * Wrong passwords that came for an account count no more. What a browser that it knows has tried still does, for a
 * quarter of an hour.
 * @throws DomainError not_found for an unknown user; an address may be anybody’s
 */
export function unblockSignIn(access: TenantAccess<'update:users'>, whose: Whose): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const { userId, email, emailFolded, tried } = await readTriedAccount(tx, tenantId, whose)
    await forgiveTries({ tenantId, emailFolded }, tried)
    const target = { kind: 'user', id: userId ?? 'unknown', email }
    return { result: undefined, events: [{ type: 'user.sign_in_blocks_lifted', target }] }
  })
}
