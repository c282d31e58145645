import { publicPem } from '@/test/public-pem'
import type { ConsoleInputs } from './action-input'
import type { ConsoleFixture } from './fixture'

const settings = {
  name: 'Harbour web',
  description: 'Shows documents',
  logo_uri: '',
  callbacks: 'http://localhost:4000/callback\nhttps://app.harbour.test/callback',
  allowed_logout_urls: '',
  web_origins: '',
  initiate_login_uri: '',
  organization_usage: 'allow',
  organization_require_behavior: 'no_prompt',
  require_pkce: 'on',
  id_token_lifetime: '36000',
  idle_refresh_token_lifetime: '1296000',
  refresh_token: '2592000',
}

const grant = { scope: 'read:documents', organization_usage: 'allow' }
const audience = 'https://api.lumen.test'

function ofApplication(fields: Record<string, string>) {
  return ({ clientId }: ConsoleFixture) => ({ client_id: clientId, ...fields })
}

export const inputs: ConsoleInputs = {
  'applications create': {
    path: () => '/console/applications/new',
    fields: () => ({ name: 'Pier web', app_type: 'regular_web', organization_usage: 'allow' }),
  },
  '[clientId] saveSettings': { fields: ofApplication(settings) },
  '[clientId] allowRedirectUri': {
    fields: ofApplication({ callbacks: 'http://localhost:4000/api/auth/callback/foyer' }),
  },
  '[clientId] saveMethod': {
    fields: ofApplication({ client_authentication_methods: 'client_secret_basic' }),
  },
  '[clientId] rotateSecret': { fields: ofApplication({ previous_seconds: '3600' }) },
  '[clientId] revokeSecret': {
    isAlone: true,
    fields: ({ clientId, previousSecretId: secret_id }) => ({ client_id: clientId, secret_id }),
  },
  '[clientId] addKey': {
    isAlone: true,
    fields: ofApplication({ key_name: 'First', client_authentication_methods: publicPem() }),
  },
  '[clientId] removeKey': {
    fields: ({ machine: { id, kids } }) => ({ client_id: id, kept: kids[0] ?? '' }),
  },
  '[clientId] addOrganization': {
    fields: ({ clientId, organization: { slug: organization } }) => ({
      client_id: clientId,
      organization,
      use_for_member_access: 'on',
    }),
  },
  '[clientId] setMemberAccess': {
    inOrganization: true,
    fields: ofApplication({ use_for_member_access: '' }),
  },
  '[clientId] removeOrganization': { inOrganization: true, fields: ofApplication({}) },
  '[clientId] saveAccess': { fields: ofApplication({ ...grant, grant_id: '', audience }) },
  '[clientId] addGrantOrganization': {
    fields: ({ machine, organization: { id: organization } }) => ({
      grant_id: machine.grantId,
      organization,
    }),
  },
  '[clientId] removeGrantOrganization': {
    inOrganization: true,
    fields: ({ machine }) => ({ grant_id: machine.grantId }),
  },
  '[clientId] removeAccess': {
    fields: ({ machine }) => ({ client_id: machine.id, grant_id: machine.grantId }),
  },
  '[clientId] remove': { isAlone: true, fields: ofApplication({ confirmation: 'Harbour web' }) },
}
