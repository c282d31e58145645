import type { Row, Sdk } from './sdk'

const rooms = 'https://rooms.journey.test'

/** Something of every kind that the demo has nothing of, none of it as it is unless said. */
export async function furnish(sdk: Sdk): Promise<void> {
  await sdk.one('tenants.settings.update', {
    ...{
      friendly_name: 'Lumen and Sons',
      support_email: 'help@journey.test',
      support_url: 'https://journey.test',
    },
    ...{ session_lifetime_in_minutes: 600, idle_session_lifetime_in_minutes: 90 },
    ...{
      default_redirection_uri: 'https://app.journey.test/start',
      default_audience: 'https://api.lumen.test',
    },
    allow_organization_name_in_authentication_api: false,
  })
  await sdk.one('branding.update', {
    colors: { primary: '#0f4c81', page_background: '#ffffff' },
    ...{ logo_url: 'https://journey.test/logo.png', favicon_url: 'https://journey.test/favicon.ico' },
  })
  await sdk.one('branding.themes.create', theme)
  await sdk.one('resourceServers.create', {
    ...{ identifier: rooms, name: 'Rooms', token_lifetime: 300, signing_alg: 'PS256' },
    ...{ token_dialect: 'rfc9068_profile_authz', enforce_policies: true, allow_offline_access: false },
    scopes: [{ value: 'read:rooms', description: 'See rooms' }, { value: 'book:rooms' }],
  })
  const applications = await furnishApplications(sdk)
  await furnishRoles(sdk)
  await furnishOrganization(sdk, applications)
}

async function furnishApplications(sdk: Sdk): Promise<{ web: Row; grant: Row }> {
  const web = await sdk.one('clients.create', {
    ...{ name: 'Rooms on the web', description: 'Books rooms', app_type: 'regular_web' },
    ...{ callbacks: ['https://rooms.journey.test/callback'], web_origins: ['https://rooms.journey.test'] },
    ...{
      initiate_login_uri: 'https://rooms.journey.test/login',
      logo_uri: 'https://rooms.journey.test/logo.png',
    },
    ...{ organization_usage: 'require', organization_require_behavior: 'pre_login_prompt' },
    ...{ organization_discovery_methods: ['email'], client_metadata: { tier: 'gold' } },
    ...{ token_endpoint_auth_method: 'client_secret_basic', jwt_configuration: { lifetime_in_seconds: 900 } },
    refresh_token: { token_lifetime: 86_400, idle_token_lifetime: 3600 },
  })
  const { client_id } = await sdk.one('clients.create', {
    ...{ name: 'Robot', app_type: 'non_interactive', grant_types: ['client_credentials'] },
  })
  const grant = await sdk.one('clientGrants.create', {
    ...{ client_id, audience: rooms, scope: ['read:rooms'], organization_usage: 'require' },
  })
  return { web, grant }
}

async function furnishRoles(sdk: Sdk): Promise<void> {
  const { id } = await sdk.one('roles.create', {
    name: 'Porter',
    description: 'Opens rooms',
    assignable: true,
  })
  await sdk.call('roles.permissions.add', id, {
    permissions: [
      { resource_server_identifier: rooms, permission_name: 'read:rooms' },
      {
        resource_server_identifier: `${sdk.tenant.url}/api/v2/`,
        permission_name: 'read:organization_members',
      },
    ],
  })
}

async function furnishOrganization(sdk: Sdk, { web, grant }: { web: Row; grant: Row }): Promise<void> {
  const { id: connection_id } = await sdk.one('connections.create', {
    ...{ name: 'corporate', strategy: 'oidc', display_name: 'Corporate' },
    options: {
      ...{ issuer: 'https://idp.journey.test', client_id: 'foyer', client_secret: 'secret' },
      ...{ type: 'back_channel', scope: 'openid email groups', domain_aliases: ['harbour.journey.test'] },
      attribute_map: { mapping_mode: 'use_map', attributes: { name: '${context.tokenset.nickname}' } },
    },
  })
  const { id } = await sdk.one('organizations.create', {
    ...{ name: 'harbour', display_name: 'Harbour', metadata: { plan: 'gold' } },
    branding: { logo_url: 'https://harbour.journey.test/logo.png' },
    ...{ third_party_client_access: 'allow', is_app_entitlement_active: true },
  })
  await sdk.one('organizations.connections.create', id, {
    ...{
      connection_id,
      organization_connection_name: 'Harbour’s own',
      organization_access_level: 'readonly',
    },
    ...{ assign_membership_on_login: true, show_as_button: false, is_enabled: false },
  })
  await sdk.call('organizations.clientGrants.create', id, { grant_id: grant['id'] })
  await sdk.call('organizations.clients.create', id, {
    clients: [{ client_id: web['client_id'], use_for_member_access: true }],
  })
  await sdk.one('organizations.discoveryDomains.create', id, {
    ...{ domain: 'pier.journey.test', use_for_organization_discovery: false },
  })
  await sdk.one('organizations.discoveryDomains.create', id, { domain: 'harbour.journey.test' })
  await sdk.tenant.query(
    `UPDATE discovery_domains SET verified_at = now()
     WHERE tenant_id = $1 AND domain = 'harbour.journey.test' RETURNING id`,
  )
}

const [ink, paper] = ['#102a43', '#fffaf5']
const theme = {
  displayName: 'Harbour at night',
  borders: {
    ...{ button_border_radius: 3, button_border_weight: 1, buttons_style: 'rounded' },
    ...{ input_border_radius: 3, input_border_weight: 1, inputs_style: 'pill', show_widget_shadow: true },
    ...{ widget_border_weight: 0, widget_corner_radius: 5 },
  },
  colors: {
    ...{ body_text: ink, error: ink, header: ink, icons: ink, input_background: paper, input_border: ink },
    ...{ input_filled_text: ink, input_labels_placeholders: ink, links_focused_components: ink },
    ...{ primary_button: ink, primary_button_label: paper, secondary_button_border: ink },
    ...{ secondary_button_label: ink, success: ink, widget_background: paper, widget_border: ink },
  },
  fonts: {
    ...{
      body_text: { bold: false, size: 87.5 },
      buttons_text: { bold: false, size: 100 },
      font_url: '',
      input_labels: { bold: false, size: 100 },
    },
    ...{
      links: { bold: false, size: 87.5 },
      links_style: 'normal',
      reference_text_size: 16,
      subtitle: { bold: false, size: 87.5 },
    },
    title: { bold: false, size: 150 },
  },
  page_background: { background_color: paper, background_image_url: '', page_layout: 'center' },
  widget: {
    ...{ header_text_alignment: 'center', logo_height: 52, logo_position: 'none', logo_url: '' },
    social_buttons_layout: 'bottom',
  },
}
