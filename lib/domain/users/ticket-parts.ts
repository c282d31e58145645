import type { Tx } from '@/lib/db/prisma'
import { DomainError, invalid, notFound } from '@/lib/errors'
import { parseInput } from '../text/parse-input'
import { emailAddress, type EmailAddress } from '../text/email-address'

export interface TicketHolder {
  id: string
  name: string
  address: EmailAddress
  isEmailVerified: boolean
}

/** @throws DomainError not_found at `user_id` */
export async function lockHolder(
  tx: Tx,
  tenantId: string,
  whose: { userId: string } | { emailFolded: string },
): Promise<TicketHolder> {
  const [column, value] =
    'userId' in whose ? (['id', whose.userId] as const) : (['emailFolded', whose.emailFolded] as const)
  const known = await tx.user.findFirst({ where: { tenantId, [column]: value }, select: { id: true } })
  const [user] = await tx.$queryRaw<{ id: string; name: string; email: string; isEmailVerified: boolean }[]>`
    SELECT id, name, email, email_verified_at IS NOT NULL AS "isEmailVerified" FROM users
    WHERE tenant_id = ${tenantId} AND id = ${known?.id ?? ''} FOR NO KEY UPDATE`
  if (!user) throw absent('user_id')
  const { id, name, email, isEmailVerified } = user
  return { id, name, address: parseInput(emailAddress, email, 'email'), isEmailVerified }
}

export interface TicketTarget {
  id: string
  slug: string
  isMember: boolean
}

export async function ticketTarget(
  tx: Tx,
  tenantId: string,
  { id, userId }: { id: string | undefined; userId: string },
): Promise<TicketTarget | null> {
  if (id === undefined) return null
  const organization = await tx.organization.findFirst({
    where: { tenantId, id, deletedAt: null },
    select: { slug: true, members: { where: { userId }, select: { userId: true } } },
  })
  if (!organization) throw absent('organization_id')
  return { id, slug: organization.slug, isMember: organization.members.length > 0 }
}

/** @throws DomainError invalid */
export function assertUnverified({ isEmailVerified }: TicketHolder): void {
  if (isEmailVerified) throw invalid('user_id', 'The user’s email is already verified.')
}

export function absent(field: string): DomainError {
  return new DomainError('not_found', notFound().message, { field })
}
