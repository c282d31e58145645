import type { ConsoleInputs } from './action-input'

const profile = { name: 'Enterprise', allowed_strategies: 'okta', attribute_email: 'required' }

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
  'self-service-profiles create': { fields: () => profile },
  'self-service-profiles save': {
    fields: ({ profileId }) => ({ ...profile, profile_id: profileId, introduction: 'Connect it.' }),
  },
  'self-service-profiles remove': {
    fields: ({ profileId }) => ({ profile_id: profileId }),
    isAlone: true,
  },
  'connections remove': {
    fields: ({ connectionId }) => ({ connection_id: connectionId }),
    isAlone: true,
  },
}
