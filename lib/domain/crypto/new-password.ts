import { firstMessage } from '@/lib/domain/text/parse-input'
import { invalid } from '@/lib/errors'
import { isCommonPassword } from './common-passwords'
import { isRefusedAsLeaked } from './leaked-passwords'
import { passwordFor } from './password'

type Owner = Parameters<typeof passwordFor>[0]

/** @throws DomainError invalid at `password` */
export async function parseNewPassword(tenantId: string, owner: Owner, password: string): Promise<string> {
  const problem = await validateNewPassword(owner, password)
  if (problem !== null) throw invalid('password', problem)
  if (await isRefusedAsLeaked(tenantId, password))
    throw invalid('password', 'This password appeared in a data leak. Choose another.')
  return password
}

/** The rules that every tenant has. */
export async function validateNewPassword(owner: Owner, password: string): Promise<string | null> {
  const { error } = passwordFor(owner).safeParse(password)
  if (error) return firstMessage(error)
  return (await isCommonPassword(password)) ? 'This password is too common. Choose another.' : null
}
