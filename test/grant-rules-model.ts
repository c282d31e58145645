import type { State, StateRole } from './grant-rules-state'

/** The rules for granting, removing and keeping an owner, written a second time without the tested code. */

export type Kind =
  | 'invite'
  | 'change invitation'
  | 'resend'
  | 'revoke'
  | 'accept'
  | 'change member'
  | 'remove'
  | 'leave'
  | 'create role'
  | 'change role'
  | 'delete role'

export interface Action {
  kind: Kind
  org: string
  /** Who did it; for an acceptance, the invitee. */
  actor: string
  /** The id of the invitation that was accepted. */
  invitation?: string
}

/** The permissions that a user holds at tenant level. */
export interface Holding {
  held: readonly string[]
  /** Whether admin:organizations is one of them. */
  entersAny: boolean
}

export interface InviterSnapshot {
  user: string
  held: ReadonlySet<string>
}

export const needs: Record<Kind, string | null> = {
  invite: 'create:organization_invitations',
  'change invitation': 'create:organization_invitations',
  resend: 'create:organization_invitations',
  revoke: 'delete:organization_invitations',
  accept: null,
  'change member': null,
  remove: 'delete:organization_members',
  leave: null,
  'create role': 'create:organization_roles',
  'change role': 'update:organization_roles',
  'delete role': 'delete:organization_roles',
}

export class Model {
  /** By invitation: who last sent it or chose its roles, and the permissions their own roles there gave them then. */
  readonly inviterSnapshots = new Map<string, InviterSnapshot>()

  constructor(private readonly holdings: ReadonlyMap<string, Holding>) {}

  /** The permissions that the user may grant there. */
  grantablePermissions(state: State, org: string, user: string): Set<string> {
    const isOperator = this.holdings.get(user)?.entersAny === true
    return new Set([...own(state, org, user), ...(isOperator ? this.inherited(state, org, user) : [])])
  }

  private heldBy(state: State, org: string, user: string): Set<string> {
    return new Set([...own(state, org, user), ...this.inherited(state, org, user)])
  }

  private inherited(state: State, org: string, user: string): readonly string[] {
    const [member, holding] = [memberOf(state, org, user), this.holdings.get(user)]
    if (!state.inherits || !holding || member?.suspended === true) return []
    return member || holding.entersAny ? holding.held : []
  }

  private isInside(state: State, org: string, user: string): boolean {
    const member = memberOf(state, org, user)
    return member ? !member.suspended : this.inherited(state, org, user).length > 0
  }

  private isAllowed({ kind, org, actor }: Action, before: State, after: State): boolean {
    if (kind === 'accept') return true
    const asked = kind === 'change member' ? asksOf(before, after) : [needs[kind]]
    const held = this.heldBy(before, org, actor)
    return (
      this.isInside(before, org, actor) &&
      asked.every((permission) => permission === null || held.has(permission))
    )
  }

  /** The rules that a successful action broke; empty if none. */
  violations(action: Action, before: State, after: State): string[] {
    return [
      ...(this.isAllowed(action, before, after) ? [] : ['the actor was not allowed to do that']),
      ...(isElsewhereSame(action, before, after) ? [] : ['another organization or a tenant’s role changed']),
      ...(hasOwner(before, action.org) && !hasOwner(after, action.org) ? ['no owner is left'] : []),
      ...this.wrongGrants(action, before, after),
      ...this.wrongOffers(action, before, after),
      ...this.wrongEdits(action, before, after),
      ...this.wrongRemovals(action, before, after),
    ]
  }

  grantableBy({ kind, org, actor, invitation = '' }: Action, before: State): ReadonlySet<string> {
    if (kind !== 'accept') return this.grantablePermissions(before, org, actor)
    const snapshot = this.inviterSnapshots.get(invitation)
    if (!snapshot) return new Set()
    const { user, held } = snapshot
    const stays = memberOf(before, org, user) !== undefined || this.isInside(before, org, user)
    return stays ? this.grantablePermissions(before, org, user) : held
  }

  private wrongGrants(action: Action, before: State, after: State): string[] {
    const power = this.grantableBy(action, before)
    return after.members.flatMap((member) => {
      const { org, user, roles } = member
      const was = memberOf(before, org, user)
      const known = new Set(was ? rolesGive(before, was.roles) : [])
      const grown = rolesGive(after, roles).filter((name) => !known.has(name) && !power.has(name))
      const given = roles.filter((id) => was?.roles.includes(id) !== true)
      return [
        ...grown.map((name) => `${user} got ${name}, which the granting user did not hold`),
        ...given
          .filter((id) => !isGivable(before, org, id))
          .map((id) => `${user} got ${id}, which no one may grant`),
        ...(roles.length === 0 && was?.roles.length !== 0 ? [`${user} is left without a role`] : []),
      ]
    })
  }

  private wrongOffers({ org, actor }: Action, before: State, after: State): string[] {
    const power = this.grantablePermissions(before, org, actor)
    return after.invitations.flatMap(({ id, roles, state, version }) => {
      const was = before.invitations.find((one) => one.id === id)
      const isSent = was?.version !== version
      const offered = isSent ? roles : roles.filter((role) => !was.roles.includes(role))
      const taken = (was?.roles ?? []).filter((role) => !roles.includes(role) && known(after, role))
      const above = (role: string) => exceeds(rolesGive(before, [role]), power)
      return [
        ...offered
          .filter((role) => !isGivable(before, org, role))
          .map((role) => `${role} is offered, which no one may grant`),
        ...offered.filter(above).map((role) => `${role} is offered, which exceeds who offers it`),
        ...taken
          .filter((role) => isGivable(before, org, role) && above(role))
          .map((role) => `${role} is offered no more, which exceeds who took it`),
        ...(was && was.state !== 'pending' && was.state !== state
          ? [`${id} was closed and is ${state}`]
          : []),
      ]
    })
  }

  private wrongEdits({ org, actor }: Action, before: State, after: State): string[] {
    const power = this.grantablePermissions(before, org, actor)
    const touched = [...before.roles, ...after.roles].filter(({ id, version }) => {
      const [was, is] = [known(before, id), known(after, id)]
      return was?.version !== version || is?.version !== version
    })
    return touched.flatMap((role) => {
      const was = known(before, role.id)?.permissions ?? []
      const added = role.permissions.filter((key) => !was.includes(key))
      return [
        ...(role.org === org ? [] : [`${role.name} is not this organization’s own`]),
        ...(exceeds(role.gives, power) ? [`${role.name} exceeds its editor`] : []),
        ...added.filter((key) => !before.open.includes(key)).map((key) => `${key} is not open`),
      ]
    })
  }

  /** An actor must not take a role from a member who holds a permission that the actor may not grant. */
  private wrongRemovals({ org, actor }: Action, before: State, after: State): string[] {
    const power = this.grantablePermissions(before, org, actor)
    return before.members.flatMap(({ user, roles, org: organization }) => {
      const is = memberOf(after, organization, user)
      const lost = is === undefined || roles.some((id) => !is.roles.includes(id) || shrank(id, before, after))
      if (!lost || user === actor) return []
      return exceeds([...rolesGive(before, roles), ...this.grantablePermissions(before, org, user)], power)
        ? [`${user}, who may do more, lost something to ${actor}`]
        : []
    })
  }
}

function asksOf(before: State, after: State): string[] {
  const gained = after.members.some(({ org, user, roles }) =>
    roles.some((id) => memberOf(before, org, user)?.roles.includes(id) !== true),
  )
  const lost = before.members.some(({ org, user, roles }) =>
    roles.some((id) => memberOf(after, org, user)?.roles.includes(id) !== true),
  )
  return [
    ...(gained ? ['create:organization_member_roles'] : []),
    ...(lost ? ['delete:organization_member_roles'] : []),
  ]
}

function isElsewhereSame({ org }: Action, before: State, after: State): boolean {
  return JSON.stringify(elsewhere(before, org)) === JSON.stringify(elsewhere(after, org))
}

function elsewhere({ members, roles, invitations, inherits, open }: State, here: string) {
  const isElsewhere = ({ org }: { org: string | null }) => org !== here
  return [
    members.filter(isElsewhere),
    roles.filter(isElsewhere),
    invitations.filter(isElsewhere),
    inherits,
    open,
  ]
}

/** The permissions that the user’s own roles there give. Nothing if the member is suspended. */
export function own(state: State, org: string, user: string): string[] {
  const member = memberOf(state, org, user)
  return member && !member.suspended ? rolesGive(state, member.roles) : []
}

export function memberOf(state: State, org: string, user: string) {
  return state.members.find((member) => member.org === org && member.user === user)
}

function known(state: State, role: string): StateRole | undefined {
  return state.roles.find(({ id }) => id === role)
}

function rolesGive(state: State, roles: readonly string[]): string[] {
  return roles.flatMap((id) => known(state, id)?.gives ?? [])
}

function isGivable(state: State, organization: string, role: string): boolean {
  const found = known(state, role)
  return found !== undefined && (found.org === null ? found.assignable : found.org === organization)
}

function exceeds(names: readonly string[], power: ReadonlySet<string>): boolean {
  return names.some((name) => !power.has(name))
}

function shrank(role: string, before: State, after: State): boolean {
  const is = known(after, role)?.permissions ?? []
  return (known(before, role)?.permissions ?? []).some((key) => !is.includes(key))
}

function hasOwner(state: State, organization: string): boolean {
  return state.members.some(
    ({ org, suspended, roles }) =>
      org === organization && !suspended && roles.some((id) => known(state, id)?.isOwner === true),
  )
}
