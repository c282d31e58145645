import { newAddress } from '../support'
import type { ConsoleActionInput, ConsoleInputs } from './action-input'
import type { ConsoleFixture } from './fixture'

type Fields = Record<string, string>

function one({ user }: ConsoleFixture): Fields {
  return { user_id: user.id }
}

function other(on: ConsoleFixture): Fields {
  return { user_id: on.other.id }
}

function role(on: ConsoleFixture): Fields {
  return { ...one(on), role_id: on.roleId }
}

function permission(on: ConsoleFixture): Fields {
  return { ...one(on), api_id: on.apiId, permissions: on.permission }
}

/** The action is posted from the user’s page: the build may name another page first. */
function at(tab: string, input: ConsoleActionInput): ConsoleActionInput {
  return { path: ({ user }) => `/console/users/${encodeURIComponent(user.id)}${tab}`, ...input }
}

export const inputs: ConsoleInputs = {
  'users create': {
    path: () => '/console/users/new',
    fields: () => ({ name: 'Nia New', email: newAddress('nia'), verification: 'verified' }),
  },
  '[userId] rename': at('', { fields: (on) => ({ ...one(on), name: 'Uma Renamed' }) }),
  '[userId] changeAddress': at('', {
    fields: (on) => ({ ...one(on), email: newAddress('uma'), verification: 'verified' }),
    isAlone: true,
  }),
  '[userId] removePicture': at('', { fields: one }),
  '[userId] saveMetadata': at('', {
    fields: (on) => ({ ...one(on), user_metadata: '{ "language": "en" }', app_metadata: '' }),
  }),
  'access addRole': at('/access', { fields: role }),
  'access removeRole': at('/access', { fields: role }),
  'access addPermissions': at('/access', { fields: permission }),
  'access removePermission': at('/access', { fields: permission }),
  'sign-in unlink': at('/sign-in', {
    fields: (on) => ({ ...one(on), provider: 'oidc', subject: on.subject }),
  }),
  'sign-in link': at('/sign-in', {
    fields: (on) => ({ ...one(on), other: on.other.email }),
    isAlone: true,
    after: 'sign-in unlink',
  }),
  'sign-in removePasskey': at('/sign-in', { fields: (on) => ({ ...one(on), passkey_id: on.passkeyId }) }),
  'sign-in removeAuthenticator': at('/sign-in', { fields: one }),
  'sign-in unblock': at('/sign-in', { fields: one }),
  'sessions end': at('/sessions', { fields: (on) => ({ ...one(on), session_id: on.sessionId }) }),
  'sessions endAll': at('/sessions', { fields: one, isAlone: true }),
  'users sendVerification': at('', { fields: other }),
  'users showVerificationLink': at('', { fields: other }),
  'users sendPasswordLink': at('/sign-in', { fields: one }),
  'users showPasswordLink': at('/sign-in', { fields: one }),
  'users verify': at('', { fields: other }),
  'users undoVerify': at('', { fields: one, isAlone: true }),
  'users block': at('', { fields: one, isAlone: true }),
  'users unblock': at('', { fields: one, isAlone: true, after: 'users block' }),
  'users remove': at('', {
    fields: (on) => ({ ...one(on), confirmation: on.user.email }),
    isAlone: true,
  }),
  'organizations removeUser': at('/organizations', { fields: one, inOrganization: true, isAlone: true }),
}
