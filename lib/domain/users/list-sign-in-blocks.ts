import type { TenantAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { readTriedAccount, type Whose } from './sign-in-blocks'
import { spentFor } from './sign-in-limits'

export interface SignInBlock {
  email: string
  /** Null for everywhere. */
  ip: string | null
}

/**
 * From where no password is looked at any more for an account, because too many wrong ones came.
 * @throws DomainError not_found for an unknown user; an address may be anybody’s
 */
export async function listSignInBlocks(
  access: TenantAccess<'read:users'>,
  whose: Whose,
): Promise<SignInBlock[]> {
  const { tenantId } = access
  const { email, emailFolded, tried } = await read(access, (tx) => readTriedAccount(tx, tenantId, whose))
  const spent = await spentFor({ tenantId, emailFolded }, tried)
  return spent.map((ip) => ({ email, ip }))
}
