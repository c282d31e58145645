import type { ConsoleInputs } from './action-input'

export const inputs: ConsoleInputs = {
  'settings save': {
    fields: () => ({ friendly_name: 'Own too', organizations_per_day: '20' }),
  },
  'settings setInheritance': { fields: () => ({ inherit: 'on' }), isReviewed: true },
  'settings saveSessions': {
    path: () => '/console/settings/sessions',
    fields: () => ({ idle_session_lifetime: '60', session_lifetime: '600' }),
  },
  'branding save': { fields: () => ({ primary_color: '#2f5bc2' }) },
  'signing-keys rotate': { fields: () => ({ force: 'on' }) },
  'signing-keys revoke': { fields: ({ keyId }) => ({ key_id: keyId }), isAlone: true },
  'email saveWithResend': {
    fields: () => ({
      from_address: 'hello@mail.own.test',
      api_key: 're_own_account',
      reply_to: 'help@own.test',
    }),
  },
  'email saveWithMailServer': {
    path: () => '/console/settings/email?provider=smtp',
    fields: () => ({
      from_address: 'hello@mail.own.test',
      smtp_host: 'smtp.own.test',
      smtp_port: '587',
      smtp_user: 'foyer',
      smtp_password: 'of the server',
    }),
  },
  'email removeAccount': { fields: () => ({}), after: 'email saveWithResend' },
  'email sendTest': { fields: () => ({}) },
}
