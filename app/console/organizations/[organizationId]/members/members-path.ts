import type { MembersPageQuery } from '../../../../o/[slug]/(portal)/members/members-page'
import { membersPathWith } from '../../../../o/[slug]/(portal)/members/query'
import { organizationPath } from '../../query'

export function membersPath(organizationId: string, query: MembersPageQuery): string {
  return membersPathWith(organizationPath(organizationId, 'members'), query)
}

/** The same list with a form that changes the roles of one member, without JavaScript: up to the member’s id. */
export function plainEditorPath(organizationId: string, query: MembersPageQuery): string {
  const path = membersPath(organizationId, query)
  return `${path}${path.includes('?') ? '&' : '?'}edited=`
}
