import { newAddress, newSlug } from '../support'
import type { ConsoleActionInput, ConsoleInputs } from './action-input'
import type { ConsoleFixture } from './fixture'

export const inputs: ConsoleInputs = {
  'new create': { fields: () => ({ name: 'New pier', slug: newSlug(), email: newAddress() }) },
  '[organizationId] rename': within(() => ({ name: 'Harbour master' })),
  '[organizationId] saveSlug': { ...within(() => ({ slug: newSlug() })), isAlone: true },
  '[organizationId] saveMetadata': within(() => ({ metadata: '{"plan": "gold"}' })),
  'branding saveBranding': within(() => ({ primary_color: '#2f5bc2' })),
  'branding discardDraft': { ...within(() => ({})), isAlone: true },
  'branding restoreVersion': within(() => ({ number: '1' })),
  'branding sendTest': within(() => ({})),
  '[organizationId] suspend': within(() => ({ reason: 'Unpaid' })),
  '[organizationId] resume': within(() => ({})),
  '[organizationId] remove': {
    ...within(({ organization }) => ({ confirmation: organization.slug })),
    isAlone: true,
  },
  '[organizationId] restore': {
    fields: ({ organization }) => ({ organization_id: organization.id }),
    isAlone: true,
    after: '[organizationId] remove',
  },
  'roles createRole': within(() => ({ name: `Pilot ${newSlug()}` })),
  'roles changeRole': {
    ...within(({ ownRoleId: role_id }) => ({ role_id, name: 'Chief pilot' })),
    isReviewed: true,
  },
  'roles deleteRole': { ...within(({ ownRoleId: role_id }) => ({ role_id })), isAlone: true },
  'policies allowEveryNetwork': within(() => ({})),
  'support open': within(() => ({ reason: 'Ticket 4711', minutes: '30' })),
  'support end': within(({ supportAccessId }) => ({ support_access_id: supportAccessId })),
  'members add': within(({ owner, memberRoleId: roles }) => ({ email: owner.email, roles })),
  'members changeRoles': within(({ user, memberRoleId }) => ({
    user_id: user.id,
    roles: memberRoleId,
  })),
  'members suspend': within(({ user }) => ({ user_id: user.id })),
  'members restore': within(({ user }) => ({ user_id: user.id })),
  'members remove': within(({ user }) => ({ user_id: user.id })),
  'invitations invite': within(({ memberRoleId: roles }) => ({ email: newAddress(), roles })),
  'invitations resend': within(({ invitationId: id }) => ({ id })),
  'invitations revoke': within(({ invitationId: id }) => ({ id })),
  'invitations undoRevoke': within(({ invitationId: id }) => ({ id })),
  'join-link change': {
    ...within(({ joinLinkId: id, memberRoleId: roles }) => ({ id, roles, max_uses: '5' })),
    isAlone: true,
  },
  'join-link rotate': { ...within(({ joinLinkId: id }) => ({ id })), isAlone: true },
  'join-link turnOff': within(({ joinLinkId: id }) => ({ id })),
  'join-link undoTurnOff': {
    ...within(({ joinLinkId: id }) => ({ id })),
    isAlone: true,
    after: 'join-link turnOff',
  },
  'join-link create': within(({ memberRoleId: roles }) => ({ roles, ttl_sec: '3600' })),
  'requests approve': within(({ requestIds: [id], memberRoleId: role }) => ({ id, role })),
  'requests decline': within(({ requestIds: [, id] }) => ({ id })),
  'sign-in-methods enableMethod': within(({ connectionId: id }) => ({ id })),
  'sign-in-methods saveMethod': within(({ connectionId: id }) => ({ id })),
  'sign-in-methods disableMethod': within(({ connectionId: id }) => ({ id })),
  'sign-in-methods createDomain': within(() => ({ domain: `${newSlug()}.test` })),
  'sign-in-methods routeDomain': within(({ domainId: id }) => ({ id, lead: 'off' })),
  'sign-in-methods saveJoining': within(({ domainId: id, memberRoleId: joining }) => ({ id, joining })),
  'sign-in-methods deleteDomain': within(({ domainId: id }) => ({ id })),
  'set-up-links create': {
    fields: ({ organization, profileId }) => ({
      organization_id: organization.id,
      profile_id: profileId,
      seconds: '3600',
      email: newAddress(),
    }),
  },
  'set-up-links revoke': {
    fields: ({ profileId, ticketId }) => ({ profile_id: profileId, ticket_id: ticketId }),
  },
  'applications addApplication': within(({ clientId }) => ({ client_id: clientId })),
  'applications limitApplications': within(() => ({ limit: 'on' })),
  'applications removeApplication': within(({ clientId }) => ({ client_id: clientId })),
  'applications addGrant': within(({ grantId }) => ({ grant_id: grantId })),
  'applications removeGrant': within(({ grantId }) => ({ grant_id: grantId })),
}

function within(fields: (at: ConsoleFixture) => Record<string, string>): ConsoleActionInput {
  return { inOrganization: true, fields }
}
