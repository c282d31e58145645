import type { SelfAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'

export interface MyOrganization {
  id: string
  slug: string
  displayName: string
  logoId: string | null
  /** Names of the user’s roles there. */
  roles: string[]
}

const myOrganizationsPerPage = 25

/** The user’s organizations, the one they were active in last first. `more` says that there is a next page. */
export function listMyOrganizations(
  access: SelfAccess,
  page = 1,
): Promise<{ organizations: MyOrganization[]; more: boolean }> {
  const { userId } = access
  const skipped = (page - 1) * myOrganizationsPerPage
  return read(access, async (tx) => {
    const rows = await tx.$queryRaw<MyOrganization[]>`
      SELECT id, slug, "displayName", "logoId", roles
      FROM foyer.list_user_organizations(${userId}, ${myOrganizationsPerPage + 1}, ${skipped})`
    return {
      organizations: rows.slice(0, myOrganizationsPerPage),
      more: rows.length > myOrganizationsPerPage,
    }
  })
}
