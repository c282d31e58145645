import type { ConsoleInputs } from './action-input'

export const inputs: ConsoleInputs = {
  'roles create': { fields: () => ({ name: 'Harbour pilot', description: 'Leads ships.' }) },
  'roles change': {
    fields: ({ roleId }) => ({ role_id: roleId, name: 'Keeper too', assignable: 'on' }),
    isReviewed: true,
  },
  'roles addUser': {
    fields: ({ roleId, user }) => ({ role_id: roleId, email: user.email }),
    alsoNeeds: ['read:users'],
  },
  'roles removeUser': {
    fields: ({ roleId, user }) => ({ role_id: roleId, user_id: user.id }),
    isAlone: true,
    after: 'roles addUser',
  },
  'roles remove': {
    fields: ({ roleId }) => ({ role_id: roleId }),
    isAlone: true,
  },
  'roles saveTemplate': { fields: () => ({ name: 'Harbour template' }) },
  'roles removeTemplate': {
    fields: ({ templateRoleId }) => ({ template_role_id: templateRoleId }),
    isAlone: true,
  },
}
