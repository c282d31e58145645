import type { ConsoleInputs } from './action-input'

export const inputs: ConsoleInputs = {
  'connections create': {
    fields: () => ({
      strategy: 'oidc',
      display_name: 'Harbour',
      name: 'harbour-too',
      issuer: 'https://login.harbour.test',
      client_id: 'foyer',
      client_secret: 'its secret',
    }),
  },
  'connections save': {
    fields: ({ connectionId }) => ({ connection_id: connectionId, display_name: 'Harbour pilots' }),
  },
  'connections enable': {
    inOrganization: true,
    fields: ({ connectionId }) => ({ connection_id: connectionId }),
  },
  'connections disable': {
    inOrganization: true,
    fields: ({ connectionId }) => ({ connection_id: connectionId }),
    isAlone: true,
    after: 'connections enable',
  },
  'connections remove': {
    fields: ({ connectionId }) => ({ connection_id: connectionId }),
    isAlone: true,
  },
}
