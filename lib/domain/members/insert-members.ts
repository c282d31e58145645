import type { Tx } from '@/lib/db/prisma'

interface NewMembers {
  organizationId: string
  userIds: readonly string[]
  roles: readonly { id: string; usableIn: string }[]
  invitationId?: string
  /** Each new member counts as a use of it. */
  joinLinkId?: string
}

/** The caller has checked that they may join. @returns those who were not members before */
export async function insertMembers(
  tx: Tx,
  { organizationId, userIds, roles, invitationId, joinLinkId }: NewMembers,
): Promise<Set<string>> {
  const given = JSON.stringify(roles.map(({ id, usableIn }) => ({ id, usableIn })))
  const added = await tx.$queryRaw<{ userId: string }[]>`
    SELECT foyer.insert_members(${organizationId}, ${[...userIds]}::text[], ${given}::jsonb,
      ${invitationId ?? null}, ${joinLinkId ?? null}) AS "userId"`
  return new Set(added.map(({ userId }) => userId))
}
