import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'

export interface JoinRequest {
  id: string
  name: string
  email: string
  picture: string | null
  message: string | null
  createdAt: Date
}

export const joinRequestsShown = 25

/** The pending ones, the oldest first. `more`: not all are listed. */
export function listJoinRequests(
  access: OrganizationAccess<'read:organization_invitations'>,
): Promise<{ requests: JoinRequest[]; more: boolean }> {
  return read(access, async (tx) => {
    const rows = await tx.$queryRaw<JoinRequest[]>`
      SELECT id, name, email, picture, message, created_at AS "createdAt"
      FROM foyer.list_join_requests(${joinRequestsShown + 1})`
    return { requests: rows.slice(0, joinRequestsShown), more: rows.length > joinRequestsShown }
  })
}
