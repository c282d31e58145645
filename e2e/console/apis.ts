import type { ConsoleInputs } from './action-input'
import type { ConsoleFixture } from './fixture'

function ofApi(fields: Record<string, string>) {
  return ({ apiId }: ConsoleFixture) => ({ api_id: apiId, ...fields })
}

const settings = {
  name: 'Reports API',
  token_lifetime: '300',
  token_dialect: 'access_token_authz',
  enforce_policies: 'on',
  allow_offline_access: 'on',
}

export const inputs: ConsoleInputs = {
  'apis create': {
    path: () => '/console/apis/new',
    fields: () => ({ name: 'Invoices', identifier: 'https://invoices.harbour.test' }),
  },
  '[apiId] saveSettings': { fields: ofApi(settings) },
  '[apiId] saveLifetime': { fields: ofApi({ token_lifetime: '240' }) },
  '[apiId] addPermission': { fields: ofApi({ scopes: 'delete:reports', description: 'Delete reports' }) },
  '[apiId] savePermission': {
    fields: ofApi({
      permission: 'delete:reports',
      description: 'Remove reports',
      open_to_organizations: 'on',
    }),
  },
  '[apiId] removePermission': { fields: ofApi({ permission: 'delete:reports' }) },
  '[apiId] removeApi': {
    isAlone: true,
    fields: ofApi({ confirmation: 'Harbour reports' }),
  },
}
