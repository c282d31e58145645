import { type ActionInput, inside, ofPeople, own } from './action-input'
import { newHex } from './joining-rows'
import type { PortalFixture } from './portal-fixture'
import { providerInputs } from './provider-action-inputs'
import { newAddress, newSlug, password } from './support'

const webhook = { name: 'Harbour office', url: 'https://office.harbour.test/' }

/** By file and name, in the order in which they can be done: what each action takes so that it is done. */
export const inputs: Record<string, ActionInput> = {
  'branding save': inside(() => ({ primary_color: '#0059d6', background_color: '' })),
  'branding sendTest': inside(() => ({})),
  'branding discardDraft': { ...inside(() => ({})), isAlone: true },
  'branding restoreVersion': inside(() => ({ number: '1' })),
  'home leave': { losses: ['removal', 'block', 'suspension'], fields: () => ({}), isAlone: true },
  'invitations invitePeople': inside(({ memberRoleId }) => ({ emails: newAddress(), roles: memberRoleId })),
  'invitations changeRoles': inside(({ invitationId: id, roleId }) => ({ id, roles: roleId })),
  'invitations resend': inside(({ invitationId: id }) => ({ id })),
  'invitations revoke': inside(({ invitationId: id }) => ({ id })),
  'invitations undoRevoke': inside(({ invitationId: id }) => ({ id })),
  'join-link change': {
    ...inside(({ joinLinkId: id, roleId }) => ({ id, roles: roleId, max_uses: '5' })),
    isAlone: true,
  },
  'join-link rotate': { ...inside(({ joinLinkId: id }) => ({ id })), isAlone: true },
  'join-link turnOff': inside(({ joinLinkId: id }) => ({ id })),
  'join-link undoTurnOff': {
    ...inside(({ joinLinkId: id }) => ({ id })),
    isAlone: true,
    after: 'join-link turnOff',
  },
  'join-link create': inside(({ memberRoleId: roles }) => ({ roles, ttl_sec: '3600' })),
  'requests approve': inside(({ requestIds: [id], memberRoleId: role }) => ({ id, role })),
  'requests decline': inside(({ requestIds: [, id] }) => ({ id })),
  'members changeRoles': {
    ...inside(({ other, memberRoleId }) => ({ user_id: other.id, roles: memberRoleId })),
    path: membersPath,
  },
  'members suspend': { ...inside(({ other }) => ({ user_id: other.id })), path: membersPath },
  'members restore': { ...inside(({ other }) => ({ user_id: other.id })), path: membersPath },
  'members endSession': {
    ...inside(({ other, memberSessionId }) => ({ user_id: other.id, session_id: memberSessionId })),
    path: memberPath,
  },
  'members endSessions': { ...inside(({ other }) => ({ user_id: other.id })), path: memberPath },
  'members remove': { ...inside(({ other }) => ({ user_id: other.id })), path: membersPath },
  'roles create': inside(() => ({ name: newHex(), description: '' })),
  'roles change': {
    ...inside(({ roleId, reviewed }) => ({ role_id: roleId, name: 'Renamed', description: '', reviewed })),
    path: ({ organization, roleId }) => `/o/${organization.slug}/roles/${roleId}`,
  },
  'roles remove': inside(({ roleId, memberRoleId }) => ({ role_id: roleId, instead: memberRoleId })),
  'security saveTimes': inside(() => ({ idleMinutes: '480', sessionMinutes: '' })),
  'security requireSecondFactor': inside(() => ({ secondFactorInDays: '30' })),
  'security stopRequiringSecondFactor': inside(() => ({})),
  'security endSessions': { ...inside(() => ({})), isAlone: true },
  'security changeNetworks': inside(() => ({ networks: '127.0.0.0/8 ::1' })),
  'security changeInvitationDomains': {
    ...inside(() => ({ domains: `${newHex()}.test` })),
    isAlone: true,
  },
  'settings rename': inside(() => ({ name: 'Renamed' })),
  'settings saveSlug': { ...inside(() => ({ slug: newSlug() })), isAlone: true },
  'settings transfer': {
    ...inside(({ other, memberRoleId }) => ({ to: other.email, then: memberRoleId })),
    isAlone: true,
  },
  'settings remove': {
    ...inside(({ organization }) => ({ confirmation: organization.slug })),
    isAlone: true,
  },
  'sign-in-methods enableMethod': inside(({ passkeyConnectionId: id }) => ({ id })),
  'sign-in-methods saveSettings': inside(({ emailConnectionId: id }) => ({ id })),
  'sign-in-methods saveJoinRole': inside(({ emailConnectionId: id, memberRoleId }) => ({
    id,
    join_role: memberRoleId,
  })),
  'sign-in-methods disableMethod': inside(({ emailConnectionId: id }) => ({ id })),
  'sign-in-methods createDomain': inside(() => ({ domain: `${newHex()}.test` })),
  'sign-in-methods routeDomain': inside(({ domainId: id }) => ({ id, lead: 'off' })),
  'sign-in-methods saveJoining': inside(({ domainId: id, memberRoleId }) => ({ id, joining: memberRoleId })),
  'sign-in-methods deleteDomain': inside(({ domainId: id }) => ({ id })),
  ...providerInputs,
  'webhooks create': inside(() => ({ ...webhook, event_types: 'member' })),
  'webhooks save': inside(({ webhookId }) => ({ webhook_id: webhookId, ...webhook, event_types: '*' })),
  'webhooks rotateSecret': inside(({ webhookId }) => ({ webhook_id: webhookId, hours: '24' })),
  'webhooks sendTest': inside(({ webhookId }) => ({ webhook_id: webhookId })),
  'webhooks sendAgain': inside(({ webhookId, deliveryId }) => ({
    webhook_id: webhookId,
    delivery_id: deliveryId,
  })),
  'webhooks pause': inside(({ webhookId }) => ({ webhook_id: webhookId })),
  'webhooks resume': {
    ...inside(({ webhookId }) => ({ webhook_id: webhookId })),
    isAlone: true,
    after: 'webhooks pause',
  },
  'webhooks remove': { ...inside(({ webhookId }) => ({ webhook_id: webhookId })), isAlone: true },
  'orgs switchTo': {
    losses: ['removal', 'block', 'suspension'],
    fields: ({ organization }) => ({ organization_id: organization.id }),
    takesFormAlone: true,
  },
  'orgs restore': own(({ deletedId }) => ({ organization_id: deletedId })),
  'orgs ask': own(({ joinableId }) => ({ organization_id: joinableId, message: '' })),
  'orgs withdraw': own(({ joinableId }) => ({ organization_id: joinableId })),
  'orgs join': own(({ joinableId }) => ({ organization_id: joinableId })),
  'new create': own(() => ({ name: 'New', slug: newSlug() })),
  'account rename': own(() => ({ name: newHex() })),
  'authenticator removeApp': { ...own(() => ({})), path: accountPath },
  'email requestNewEmail': own(() => ({ email: newAddress() })),
  'account signOutOf': own(({ otherSessionId }) => ({ session_id: otherSessionId })),
  'account signOutElsewhere': own(() => ({})),
  'account replacePassword': own(() => ({ current_password: password, password: newHex() })),
  'picture remove': own(() => ({})),
  'passkey rename': {
    ...own(({ passkeyId }) => ({ passkey_id: passkeyId, name: newHex() })),
    path: accountPath,
  },
  'passkey remove': { ...own(({ passkeyId }) => ({ passkey_id: passkeyId })), path: accountPath },
  '[ticket] accept': invited(),
  '[ticket] decline': { ...invited(), isAlone: true },
  '[token] join': {
    losses: ofPeople,
    path: ({ joinToken }) => `/join/${joinToken}`,
    fields: ({ joinToken: token }) => ({ token }),
  },
}

/** They write nothing, end the user of the fixture, or take what only a device, a name server or an email gives: those have a test beside their verb. */
export const elsewhere: Record<string, string> = {
  'invitations linkOf': 'only reads',
  'join-link linkOf': 'only reads',
  'invitations checkInvitees': 'only reads',
  'invitations checkFile': 'only reads',
  'directory dismissToken': 'only deletes a cookie',
  'home dismissSetup': 'only sets a cookie',
  'webhooks dismissSecret': 'only deletes a cookie',
  'sign-in-methods checkDomain': 'lib/domain/domains/checking.test.ts',
  'authenticator setUp': 'only sets a cookie',
  'authenticator finishCodes': 'only deletes a cookie',
  'authenticator confirm': 'lib/domain/authenticators/authenticators.test.ts',
  'authenticator renewCodes': 'lib/domain/authenticators/authenticators.test.ts',
  'account deleteMine': 'lib/domain/users/delete-account.test.ts',
  'picture replace': 'lib/domain/users/picture.test.ts',
  'passkey add': 'lib/domain/passkeys/passkeys.test.ts',
  'email confirmNewEmail': 'lib/domain/users/change-email.test.ts',
}

/** The step to a second factor holds these actions too. */
function accountPath(): string {
  return '/account'
}

function membersPath({ organization }: PortalFixture): string {
  return `/o/${organization.slug}/members`
}

function memberPath({ organization, other }: PortalFixture): string {
  return `/o/${organization.slug}/members/${encodeURIComponent(other.id)}`
}

function invited(): ActionInput {
  const path = ({ ticket }: PortalFixture) => `/invitations/${ticket}`
  return { losses: ofPeople, path, fields: ({ ticket }) => ({ ticket }) }
}
