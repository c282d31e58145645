import type { Demo } from './callers'

/** What the operator’s actions change: nothing that the callers need. */
export function changedByOperator({ organizations, roles, clients }: Demo) {
  const initech = organizations['initech']
  return {
    organizationId: initech?.id ?? 'unknown',
    userId: initech?.members['aud@initech.test']?.user_id ?? 'unknown',
    roleId: roles['Viewer'] ?? 'unknown',
    clientId: clients.web_no_org.client_id,
  }
}

/** Of paths. */
export function parametersOf(demo: Demo): Record<string, string> {
  const { organizationId, userId, roleId, clientId } = changedByOperator(demo)
  return {
    slug: 'acme',
    nextauth: 'callback/credentials',
    way: 'email',
    connection: demo.connections['password'] ?? 'a',
    organizationId,
    userId,
    roleId,
    clientId,
    apiId: demo.api.id,
    permission: 'read:audit',
    connectionId: demo.connections['email'] ?? 'a',
  }
}

/** Values of fields with which an action gets as far as it can. */
export function acceptedBy(caller: 'owner' | 'operator', demo: Demo): Record<string, string> {
  if (caller === 'operator') return { ...accepted, ...acceptedInConsole(demo) }
  const role = demo.roles['Member'] ?? 'unknown'
  return { ...accepted, role, roles: role, role_id: role }
}

const accepted: Record<string, string> = {
  email: 'new@acme.test',
  emails: 'new@acme.test',
  name: 'Pat',
  display_name: 'Pat',
  code: '123456',
  password: 'a long enough password',
  new_password: 'a long enough password',
  slug: 'acme',
  return_to: '/orgs',
  organization: 'acme',
  primary_color: '#0059d6',
  background_color: '#ffffff',
  domain: 'new.acme.test',
  description: 'a',
  ready: 'yes',
  kind: 'oidc',
  issuer: 'https://a.test',
  ttl_sec: '3600',
  max_uses: '5',
}

function acceptedInConsole(demo: Demo): Record<string, string> {
  const { organizationId, userId, roleId, clientId } = changedByOperator(demo)
  return {
    organization: 'initech',
    organization_id: organizationId,
    user_id: userId,
    role_id: roleId,
    roles: roleId,
    client_id: clientId,
    api_id: demo.api.id,
    connection_id: demo.connections['email'] ?? 'a',
    permission: 'read:audit',
    permissions: 'read:audit',
    audience: demo.api.identifier,
    scope: 'read:audit',
    scopes: 'new:scope',
    slug: 'initech',
    verification: 'verified',
    app_type: 'regular_web',
    strategy: 'oidc',
    identifier: 'https://new.test',
    callbacks: 'https://new.test/callback',
    client_authentication_methods: 'client_secret_basic',
    organization_usage: 'allow',
    organization_require_behavior: 'no_prompt',
    id_token_lifetime: '36000',
    idle_refresh_token_lifetime: '1296000',
    refresh_token: '2592000',
    token_lifetime: '300',
    token_dialect: 'access_token_authz',
    previous_seconds: '3600',
    idle_session_lifetime: '600',
    session_lifetime: '6000',
    organizations_per_day: '20',
    metadata: '{"plan": "gold"}',
    user_metadata: '{"plan": "gold"}',
    app_metadata: '{"plan": "gold"}',
    minutes: '30',
    limit: 'off',
    lead: 'off',
    grant_id: '',
  }
}
