import { z } from 'zod'
import { appTypes } from '@/lib/domain/clients/app-type'
import { clientFields, discoveryMethods, grantTypes } from '@/lib/domain/clients/client-fields'
import type { Client } from '@/lib/domain/clients/read-client'
import { type ClientEditor, clientEditors } from '@/lib/domain/clients/update-client'
import type { ClientInput } from '@/lib/domain/clients/validate-settings'
import { configurationOf, myOrganizationConfiguration } from '@/lib/domain/my-organization/configuration'
import { authenticationMethods } from './client-credentials'
import { jwtConfiguration, refreshToken } from './client-tokens'
import { documents } from './example'
import { literalFlag, noQuota } from './literal'
import {
  assertReadOnly,
  emptyIsNull,
  fixedFlag,
  nullIs,
  property,
  type Property,
  publishedSettings,
  setting,
} from './properties'

export interface ClientContext {
  tenantId: string
  clientId?: string | undefined
}

export interface ClientProperty extends Property<Client, ClientInput, ClientContext> {
  /** Any one is enough to change the property. */
  editors?: readonly ClientEditor[]
}

const text = z.string()
const texts = z.array(text)
const url = z.string().max(2000)
const urls = z.array(url).max(100)
const comparedExactly =
  'Compared letter by letter: https, or http for localhost; for native applications a scheme of their own, too. No wildcards, placeholders or fragments.'

/** What `read:client_summary` shows. */
const summary = {
  client_id: {
    request: z.string().max(100).describe('Read-only: the value in the path.'),
    answer: text.meta({ example: documents.clientId }),
    decode: (value: string, { clientId }) => {
      assertReadOnly('client_id', value, clientId)
      return {}
    },
    encode: ({ id }) => id,
  },
  name: setting('name', {
    request: z.string().min(1).max(200).meta({ example: documents.name }),
    answer: text.meta({ example: documents.name }),
  }),
  description: property({
    request: z.string().max(140).nullable(),
    answer: text.optional(),
    decode: (value) => ({ description: value ?? '' }),
    encode: ({ description }: Client) => description || undefined,
  }),
  app_type: setting('appType', {
    request: z
      .enum(appTypes, { error: `The kinds of applications are ${appTypes.join(', ')}.` })
      .describe('Defaults to regular_web.')
      .meta({ example: 'regular_web' }),
    answer: text.meta({ example: 'regular_web' }),
  }),
} satisfies Record<string, ClientProperty>

const settings = {
  ...publishedSettings<Client, ClientInput>(clientFields),
  logo_uri: setting('logoUri', {
    request: emptyIsNull(url.nullable()).describe('Stored and returned; Foyer’s pages do not show it.'),
    answer: text.optional(),
  }),
  callbacks: setting('redirectUris', {
    request: urls.describe(comparedExactly).meta({ example: [documents.callback] }),
    answer: texts.optional().meta({ example: [documents.callback] }),
  }),
  allowed_logout_urls: setting('logoutUrls', {
    request: urls.describe(comparedExactly),
    answer: texts.optional().meta({ example: [documents.url] }),
  }),
  allowed_origins: setting('allowedOrigins', {
    request: urls.describe(
      'Origins whose browser code may send requests with this application’s tokens, and whose pages may frame its silent sign-in.',
    ),
    answer: texts.optional().meta({ example: [] }),
  }),
  web_origins: setting('webOrigins', {
    request: urls.describe('Same as allowed_origins.'),
    answer: texts.optional().meta({ example: [] }),
  }),
  initiate_login_uri: setting('initiateLoginUri', {
    request: emptyIsNull(url.nullable())
      .describe(
        'The URL where the application starts a sign-in: invitations link to it. https, or http for localhost.',
      )
      .meta({ example: documents.login }),
    answer: text.optional().meta({ example: documents.login }),
  }),
  organization_discovery_methods: setting('organizationDiscoveryMethods', {
    request: nullIs(
      clientFields.organizationDiscoveryMethods.initial,
      z.array(z.enum(discoveryMethods)).min(1).max(2),
    ),
    answer: texts.optional().meta({ example: ['email'] }),
  }),
  default_organization: property({
    request: z
      .strictObject({
        organization_id: z.string().max(50),
        flows: z.array(z.literal('client_credentials')).length(1),
      })
      .nullable()
      .describe(
        'For machine-to-machine applications: the organization to use if the request names none and the grant requires one.',
      ),
    answer: z
      .strictObject({ organization_id: text, flows: z.array(z.literal('client_credentials')) })
      .optional(),
    decode: (value) => ({ defaultOrganizationId: value?.organization_id ?? null }),
    encode: ({ defaultOrganizationId: organization_id }: Client) =>
      organization_id === null ? undefined : { organization_id, flows: ['client_credentials' as const] },
  }),
  client_metadata: property({
    request: z
      .record(z.string().min(1).max(255), z.string().max(255).nullable())
      .describe('At most 10 properties. PATCH merges them; null removes one.'),
    answer: z.record(text, text).optional(),
    decode: (metadata) => ({ metadata }),
    encode: ({ metadata }: Client) => (Object.keys(metadata).length === 0 ? undefined : metadata),
  }),
  grant_types: setting('grantTypes', {
    request: z.array(z.enum(grantTypes, { error: `The grant types are ${grantTypes.join(', ')}.` })),
    answer: texts.optional().meta({ example: ['authorization_code', 'refresh_token'] }),
  }),
  token_endpoint_auth_method: {
    ...property({
      request: z
        .enum(['none', 'client_secret_post', 'client_secret_basic'])
        .nullable()
        .describe(
          'Changing to a method without a secret deletes the secrets; after changing back, rotate-secret creates one.',
        ),
      answer: text.optional().meta({ example: 'client_secret_post' }),
      decode: (method) => (method === null ? {} : { tokenEndpointAuthMethod: method }),
      encode: ({ tokenEndpointAuthMethod: method }: Client) =>
        method === 'private_key_jwt' ? undefined : method,
    }),
    editors: clientEditors,
  },
  my_organization_configuration: property({
    request: myOrganizationConfiguration
      .nullable()
      .describe('Lets the application use the My Organization API. Null ends that within seconds.'),
    answer: myOrganizationConfiguration.optional().meta({
      example: { allowed_strategies: ['okta', 'oidc'], connection_deletion_behavior: 'allow_if_empty' },
    }),
    decode: (value) => ({ myOrganizationConfiguration: value ?? {} }),
    encode: ({ myOrganizationConfiguration: stored }: Client) => configurationOf(stored) ?? undefined,
  }),
  jwt_configuration: jwtConfiguration,
  refresh_token: refreshToken,
  token_quota: { request: noQuota },
  global: fixedFlag(false, 'There is no global client.'),
  is_first_party: fixedFlag(true, 'Every application is the tenant’s own.'),
  oidc_conformant: fixedFlag(true, 'Every application is OIDC conformant.'),
  sso: { request: literalFlag(true, 'Sessions are shared between applications.') },
  sso_disabled: fixedFlag(false, 'Sessions are shared between applications.'),
  cross_origin_authentication: fixedFlag(false, 'People sign in on Foyer’s pages only.'),
  cross_origin_auth: { request: literalFlag(false, 'People sign in on Foyer’s pages only.') },
  is_token_endpoint_ip_header_trusted: {
    request: literalFlag(false, 'The client’s IP address comes from the proxy.'),
  },
  custom_login_page_on: {
    request: z.boolean().describe('Has no effect: Foyer has no custom_login_page.'),
  },
  tenant: {
    request: z.string().max(100).describe('Read-only: the tenant’s name.'),
    answer: text.optional().describe('The tenant’s name.').meta({ example: 'lumen' }),
    decode: (value: string, { tenantId }) => {
      assertReadOnly('tenant', value, tenantId)
      return {}
    },
    encode: (_, { tenantId }) => tenantId,
  },
} satisfies Record<string, ClientProperty>

/** A caller who can change these could authenticate as the application. */
const credentials = {
  client_authentication_methods: {
    ...authenticationMethods,
    editors: ['update:client_credentials', 'update:client_keys'],
  },
} satisfies Record<string, ClientProperty>

/** By the parts that a caller may see. Settings are also in lib/domain/clients/client-fields.ts. */
export const clientProperties = { summary, settings, credentials }
