import { DomainError } from '@/lib/errors'
import type { GrantRulesUsers } from './grant-rules-users'
import { needs, own, type Kind } from './grant-rules-model'
import type { State } from './grant-rules-state'
import type { TestUser } from './fixtures/tenant'

const settingNames = ['flag', 'suspend', 'assignable', 'open'] as const

/** A change that no member makes; the rules say nothing about it. */
export type SettingChange = (typeof settingNames)[number]

export function isSettingChange(act: Step['act']): act is SettingChange {
  return settingNames.some((name) => name === act)
}

/** One act; the numbers choose among what there is. */
export interface Step {
  act: Kind | SettingChange
  actor: number
  /** Which organization, mostly the first. */
  organization: number
  target: number
  roles: number[]
  permissions: number[]
  /** Asks for something of the other organization, or in another’s name. */
  isAstray: boolean
}

/** What a step means in a state. */
export class Choice {
  constructor(
    private readonly users: GrantRulesUsers,
    private readonly organizations: readonly [string, string],
    private readonly state: State,
  ) {}

  /** Mostly one of those who may do such a thing at all. */
  actor(step: Step): TestUser {
    const { actor, act } = step
    const needed = act === 'change member' ? 'create:organization_member_roles' : needs[act as Kind]
    const able = this.users.people.filter(({ id }) => needed && this.own(step, id).includes(needed))
    return (
      (actor % 3 === 0 ? undefined : pick(able, actor)) ??
      pick(this.users.people, actor) ??
      this.users.people[0]
    )
  }

  private own(step: Step, user: string): string[] {
    return own(this.state, this.here(step), user)
  }

  here({ organization }: Step): string {
    return this.organizations[organization === 1 ? 1 : 0]
  }

  /** Where the thing asked for is to be found. */
  private there(step: Step): string {
    return this.here(step.isAstray ? { ...step, organization: 1 - step.organization } : step)
  }

  rolesOf(step: Step): string[] {
    const there = this.there(step)
    const usable = this.state.roles.filter(({ org }) => org === null || org === there)
    const grantable = this.own(step, this.actor(step).id)
    const likely = usable.filter(
      ({ org, assignable, gives }) =>
        (assignable || org !== null) && gives.every((name) => grantable.includes(name)),
    )
    return step.roles.flatMap((number) => pick(number % 6 === 0 ? usable : likely, number)?.id ?? [])
  }

  /** The portal’s form rejects an invitation without roles. @throws DomainError invalid */
  someRolesOf(step: Step): string[] {
    const roles = this.rolesOf(step)
    if (roles.length === 0) throw new DomainError('invalid', 'Choose at least one role.')
    return roles
  }

  roleOf(step: Step) {
    const own = this.state.roles.filter(({ org }) => org === this.there(step))
    return pick(own, step.target) ?? pick(this.state.roles, step.target)
  }

  permissionsOf(step: Step) {
    const { permissions } = this.users
    const grantable = this.own(step, this.actor(step).id)
    const likely = permissions.filter(
      ({ apiId, name }) => grantable.includes(name) || this.state.open.includes(`${apiId} ${name}`),
    )
    return step.permissions.flatMap((number) => pick(number % 6 === 0 ? permissions : likely, number) ?? [])
  }

  memberOf(step: Step): string {
    const there = this.state.members.filter(({ org }) => org === this.there(step))
    return pick(there, step.target)?.user ?? 'nobody'
  }

  removalOf(step: Step) {
    return {
      users: [this.memberOf(step)],
      mustBeMembers: true,
      revokeInvitations: step.roles.length > 1,
    }
  }

  invitationOf(step: Step): string {
    const there = this.state.invitations.filter(({ org }) => org === this.there(step))
    return pick(this.pending(there), step.target)?.id ?? 'none'
  }

  /** Now and then a closed one, too. */
  pending(invitations: State['invitations']): State['invitations'] {
    const open = invitations.filter(({ state }) => state === 'pending')
    return open.length > 0 ? open : invitations
  }
}

export function pick<T>(all: readonly T[], number: number): T | undefined {
  return all[number % Math.max(1, all.length)]
}
