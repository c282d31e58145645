import type { MembersPageQuery } from '../../../../o/[slug]/(portal)/members/members-page'
import { pathWith } from '../../../../o/[slug]/(portal)/members/query'
import { organizationPath } from '../../query'

export function membersPath(organizationId: string, query: MembersPageQuery): string {
  return pathWith(organizationPath(organizationId, 'members'), query)
}
