import type pg from 'pg'
import {
  authorize,
  type BySession,
  managementPermissions,
  type OrganizationAccess,
  type Permission,
} from '@/lib/access'
import { ticketOf } from '@/lib/domain/crypto/derive'
import { acceptInvitation } from '@/lib/domain/invitations/accept-invitation'
import { changeInvitationRoles } from '@/lib/domain/invitations/change-invitation-roles'
import { invite } from '@/lib/domain/invitations/invite'
import { joinByInvitation } from '@/lib/domain/invitations/join-by-invitation'
import { resendInvitation } from '@/lib/domain/invitations/resend-invitation'
import { revokeInvitations } from '@/lib/domain/invitations/revoke-invitations'
import { changeMemberRoles } from '@/lib/domain/members/change-member-roles'
import { leaveOrganization } from '@/lib/domain/members/leave-organization'
import { removeMembers } from '@/lib/domain/members/remove-members'
import { changeOrganizationRole } from '@/lib/domain/roles/change-organization-role'
import { createOrganizationRole } from '@/lib/domain/roles/create-organization-role'
import { deleteOrganizationRole } from '@/lib/domain/roles/delete-organization-role'
import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import type { GrantRulesUsers } from './grant-rules-users'
import { Choice, isSettingChange, pick, type Step } from './grant-rules-choice'
import { type Action, type Kind, memberOf, Model, own } from './grant-rules-model'
import { readState, type State, type StateInvitation } from './grant-rules-state'
import { settingChanges } from './grant-rules-settings'
import { inviteesOf, retrying, newAddress } from './fixtures/invitations'

/** The access claims every permission, so that only the check in the database decides. */
const everything = new Set(managementPermissions.map(({ name }) => name as string))

/** Two organizations and what is done in them. */
export class GrantRulesFixture {
  readonly model: Model
  private text = ''
  state: State = nothing
  choice: Choice

  private readonly settingChanges = settingChanges(() => this)

  constructor(
    readonly users: GrantRulesUsers,
    readonly superuser: pg.Pool,
    private readonly organizations: readonly [string, string],
  ) {
    this.model = new Model(users.holdings)
    this.choice = new Choice(users, organizations, nothing)
  }

  async open(): Promise<void> {
    const { tenantId } = this.users.tenant
    Object.assign(this, await readState(this.superuser, tenantId, this.organizations))
    this.choice = new Choice(this.users, this.organizations, this.state)
  }

  /** @returns whether the step was carried out, and the rules that it broke */
  async run(step: Step): Promise<{ isDone: boolean; violations: string[] }> {
    const [before, text] = [this.state, this.text]
    if (isSettingChange(step.act)) {
      await this.settingChanges[step.act](step)
      await this.open()
      return { isDone: true, violations: [] }
    }
    const action = await this.attempt(step)
    await this.open()
    if (action === null)
      return { isDone: false, violations: this.text === text ? [] : ['refused, and something changed'] }
    const violations = this.model.violations(action, before, this.state)
    this.recordInviter(action, before)
    this.lowerInviterSnapshots(before)
    return { isDone: this.text !== text, violations }
  }

  private async attempt(step: Step): Promise<Action | null> {
    try {
      return await retrying(() => this.actions[step.act as Kind](step))
    } catch (error) {
      if (error instanceof DomainError) return null
      throw error
    }
  }

  /** Records who sent each changed invitation or chose its roles. */
  private recordInviter({ org, actor }: Action, before: State): void {
    for (const { id, version, roles, state } of this.state.invitations) {
      const was = before.invitations.find((one) => one.id === id)
      const isSame = was?.version === version && String(was.roles) === String(roles)
      if (isSame || state !== 'pending') continue
      // The actor did not choose a change that only dropped deleted roles.
      if (
        was?.version === version &&
        roles.every((role) => was.roles.includes(role)) &&
        this.lostRoles(was.roles)
      )
        continue
      this.model.inviterSnapshots.set(id, { user: actor, held: new Set(own(before, org, actor)) })
    }
  }

  /** When an inviter leaves, their invitations keep only the permissions that their roles gave them last. */
  private lowerInviterSnapshots(before: State): void {
    const { inviterSnapshots: snapshots } = this.model
    for (const { id, org } of before.invitations) {
      const { user = '', held = [] } = snapshots.get(id) ?? {}
      if (!memberOf(before, org, user) || memberOf(this.state, org, user)) continue
      const last = new Set(own(before, org, user))
      snapshots.set(id, { user, held: new Set([...held].filter((name) => last.has(name))) })
    }
  }

  private lostRoles(roles: readonly string[]): boolean {
    return roles.some((role) => !this.state.roles.some(({ id }) => id === role))
  }

  private readonly actions: Record<Kind, (step: Step) => Promise<Action>> = {
    invite: async (step) => {
      const known = this.users.people[step.target % this.users.people.length]
      const email = step.target % 3 !== 0 || !known ? newAddress() : known.email
      const input = { invitees: inviteesOf([email], this.choice.someRolesOf(step)) }
      await invite(this.access(step, 'create:organization_invitations'), input)
      return this.actionOf(step)
    },
    'change invitation': async (step) => {
      const input = { invitationId: this.choice.invitationOf(step), roleIds: this.choice.rolesOf(step) }
      await changeInvitationRoles(this.access(step, 'create:organization_invitations'), input)
      return this.actionOf(step)
    },
    resend: async (step) => {
      await resendInvitation(
        this.access(step, 'create:organization_invitations'),
        this.choice.invitationOf(step),
      )
      return this.actionOf(step)
    },
    revoke: async (step) => {
      await revokeInvitations(this.access(step, 'delete:organization_invitations'), [
        this.choice.invitationOf(step),
      ])
      return this.actionOf(step)
    },
    accept: (step) => this.accept(step),
    'change member': async (step) => {
      const input = { userId: this.choice.memberOf(step), replace: this.choice.rolesOf(step) }
      await changeMemberRoles(this.access(step, 'read:organization_member_roles'), input)
      return this.actionOf(step)
    },
    remove: async (step) => {
      const removal = this.choice.removalOf(step)
      await removeMembers(this.access(step, 'delete:organization_members'), removal)
      return this.actionOf(step)
    },
    leave: async (step) => {
      await leaveOrganization(this.access(step))
      return this.actionOf(step)
    },
    'create role': async (step) => {
      const input = {
        name: `Made ${step.target}`,
        description: '',
        permissions: this.choice.permissionsOf(step),
      }
      await createOrganizationRole(this.access(step, 'create:organization_roles'), input)
      return this.actionOf(step)
    },
    'change role': async (step) => {
      const role = this.choice.roleOf(step)
      const { id: roleId = 'none', version = '0', name = 'None' } = role ?? {}
      const input = { roleId, version, name, description: '', permissions: this.choice.permissionsOf(step) }
      await changeOrganizationRole(this.access(step, 'update:organization_roles'), input)
      return this.actionOf(step)
    },
    'delete role': async (step) => {
      const id = this.choice.roleOf(step)?.id ?? 'none'
      await deleteOrganizationRole(this.access(step, 'delete:organization_roles'), id)
      return this.actionOf(step)
    },
  }

  private async accept(step: Step): Promise<Action> {
    const { tenant, people } = this.users
    const pending = this.choice.pending(this.state.invitations)
    const risky = pending.filter((one) => this.isRisky(one))
    const { id, org, email, version } =
      (step.target % 2 === 0 ? pick(risky, step.target) : undefined) ??
      pick(pending, step.target) ??
      noInvitation
    const ticket = ticketOf({ secret: env().secret, invitationId: id, version, purpose: 'mailed' })
    const invited = step.isAstray ? this.choice.actor(step) : people.find((person) => person.email === email)
    if (invited) await acceptInvitation(invited.self, ticket)
    else await joinByInvitation(tenant.tenantId, ticket, { name: 'Nia New' })
    return { kind: 'accept', org, actor: invited?.id ?? 'new', invitation: id }
  }

  /** The invitation offers more than its inviter could grant now. */
  private isRisky({ id, org, roles }: StateInvitation): boolean {
    const grantable = this.model.grantableBy({ kind: 'accept', org, actor: '', invitation: id }, this.state)
    return this.state.roles.some(
      (role) => roles.includes(role.id) && role.gives.some((name) => !grantable.has(name)),
    )
  }

  private access<P extends Permission = never>(
    step: Step,
    ...needed: P[]
  ): OrganizationAccess<P> & BySession {
    const { tenantId, userId, sessionId } = this.choice.actor(step).self
    const actor = { kind: 'organization', tenantId, organizationId: this.choice.here(step) } as const
    return authorize({ ...actor, caller: { userId, sessionId }, permissions: everything }, ...needed)
  }

  private actionOf(step: Step): Action {
    return { kind: step.act as Kind, org: this.choice.here(step), actor: this.choice.actor(step).id }
  }
}

const noInvitation = { id: 'uinv_none', org: 'none', email: '', version: 1 }

const nothing: State = {
  inherits: false,
  members: [],
  roles: [],
  invitations: [],
  open: [],
  events: 0,
  mails: 0,
  users: 0,
}
