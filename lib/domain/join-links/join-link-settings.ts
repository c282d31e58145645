import { z } from 'zod'
import type { BySession, OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { domainName } from '../domains/domain-name'
import { type AssignableRole, chosenRoles, listAssignableRoles } from '../roles/role-choices'

export type Access = OrganizationAccess<'create:organization_invitations'> & BySession

export interface JoinLinkSettings {
  roleIds: readonly string[]
  /** An empty list allows any address. */
  allowedDomains: readonly string[]
  /** Null: no limit. */
  maxUses: number | null
}

const mostDomains = 20

/** Separated by commas, spaces or new lines. */
export const allowedDomains = z
  .string()
  .max(5_000, 'That is too long for a list of domains.')
  .transform((text) => [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))])
  .pipe(z.array(z.string()).max(mostDomains, `Enter at most ${mostDomains} domains.`))
  .pipe(z.array(domainName))
  .transform((domains) => [...new Set(domains)])

const wrongNumber = 'Enter a number from 1 to 10,000, or nothing.'

export const maxUses = z
  .string()
  .trim()
  .regex(/^\d{0,5}$/, wrongNumber)
  .transform((text) => (text === '' ? null : Number(text)))
  .pipe(z.number().min(1, wrongNumber).max(10_000, wrongNumber).nullable())

/** Never a role of owners. @throws DomainError invalid, not_yours_to_give */
export async function assignableByLink(
  tx: Tx,
  access: Access,
  roleIds: readonly string[],
): Promise<AssignableRole[]> {
  const { roles } = await listAssignableRoles(tx, access)
  return chosenRoles(tx, access, { givable: roles.filter(canGiveByLink), ids: roleIds, field: 'roles' })
}

export function canGiveByLink({ isOwner }: Pick<AssignableRole, 'isOwner'>): boolean {
  return !isOwner
}
