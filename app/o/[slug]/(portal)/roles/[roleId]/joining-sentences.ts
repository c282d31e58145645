import type { JoiningWithRole, RoleDetails } from '@/lib/domain/roles/get-role'

type Replacements = RoleDetails['replacements']

/** What becomes of the join link and of joining by domain when the role is deleted. */
export function joiningSentences(
  { joinLink, domains, mayReplaceAtDomains, isWithinMaker }: JoiningWithRole,
  replacements: Replacements,
): string[] {
  return [
    ...(joinLink ? joinLinkSentences({ ...joinLink, isWithinMaker }, replacements) : []),
    ...(domains > 0 ? domainSentences(domains, mayReplaceAtDomains ? replacements : []) : []),
  ]
}

function joinLinkSentences(
  { otherRoleIds, isWithinMaker }: NonNullable<JoiningWithRole['joinLink']> & { isWithinMaker: boolean },
  replacements: Replacements,
): string[] {
  const isGiven = (id: string) => otherRoleIds.includes(id)
  const choice = newRole(replacements, ({ id, isOwner }) => !isOwner && !isGiven(id))
  const canAssignOthers = otherRoleIds.every((id) => replacements.some((role) => role.id === id))
  const condition =
    canAssignOthers && !isWithinMaker ? '' : ' if the person who made the link can assign that role'
  if (otherRoleIds.length === 0) {
    const only = 'The join link gives only this role'
    if (choice === null) return [`${only} and is turned off.`]
    return [`${only}. With ${choice}, a new link replaces it${condition}; otherwise it is turned off.`]
  }
  const others = 'The join link gives it and other roles, which stay.'
  if (choice === null) return [others]
  return [others, `With ${choice}, a new link replaces it${condition}.`]
}

function domainSentences(domains: number, replacements: Replacements): string[] {
  const people = `People at ${domains === 1 ? '1 domain' : `${domains} domains`} join with it.`
  const choice = newRole(replacements, ({ isOwner }) => !isOwner)
  if (choice === null) return [people, 'Afterwards they can only ask to join.']
  return [people, `With ${choice}, they join with that one; otherwise they can only ask to join.`]
}

const list = new Intl.ListFormat('en', { type: 'disjunction' })

/** “a new role”, except those that have no effect here; null if all have none. */
function newRole(
  replacements: Replacements,
  hasEffect: (role: Replacements[number]) => boolean,
): string | null {
  const without = replacements.filter((role) => !hasEffect(role)).map(({ name }) => name)
  if (without.length === replacements.length) return null
  return without.length === 0 ? 'a new role' : `a new role other than ${list.format(without)}`
}
