import { z } from 'zod'
import { invalid } from '@/lib/errors'
import type { Field, Values } from '../fields'
import { storedConfiguration } from '../my-organization/configuration'
import { displayName, shortDescription } from '../text/display-name'
import { parseInput } from '../text/parse-input'
import { type AppType, appTypes } from './app-type'
import { callbackUrl, originUrl, pageUrl } from './client-url'
import { publicKeys } from './public-keys'

export const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials'] as const
const authMethods = ['none', 'client_secret_post', 'client_secret_basic', 'private_key_jwt'] as const
const organizationUsages = ['deny', 'allow', 'require'] as const
const requireBehaviors = ['no_prompt', 'pre_login_prompt', 'post_login_prompt'] as const
export const discoveryMethods = ['email', 'organization_name'] as const

export interface ClientField<S extends z.ZodType = z.ZodType> extends Field<S, AppType> {
  initial: z.output<S>
  initialByType?: Partial<Record<AppType, z.output<S>>>
  /** The value in the audit log, where it differs. */
  audited?(value: z.output<S>): string[]
}

const clientName = displayName({ label: 'Name', max: 200 })

const scope = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,280}$/, 'Expected a scope (RFC 6749, 3.3)')

/** Auth0’s multi-resource refresh tokens: the APIs, besides the sign-in’s own, with the scopes for each. */
export const refreshTokenPolicies = z
  .array(z.strictObject({ audience: z.string().min(1).max(600), scope: z.array(scope).max(300) }))
  .max(10)
  .refine(
    (policies) => new Set(policies.map(({ audience }) => audience)).size === policies.length,
    'Two policies are for the same audience',
  )

/**
 * To add a setting, add its column (migration and schema.prisma) and a line here with `published`; one that the Management
 * API names or shapes differently, and a URL that may be empty, has a line in lib/http/auth0/client-properties.ts instead.
 * The console’s form has a line in app/console/applications/[clientId]/settings-fields.ts.
 * If sign-in or tokens depend on it, also foyer.find_application(), tokens/find-application.ts and lib/oidc/client.ts.
 */
export const clientFields = {
  name: field({
    column: 'name',
    schema: z.string(),
    initial: '',
    parse: (text) => parseInput(clientName, text, 'name'),
  }),
  description: field({
    column: 'description',
    schema: z.string(),
    initial: '',
    parse: (text) => {
      const description = parseInput(shortDescription, text, 'description')
      if (Array.from(description).length <= 140) return description
      throw invalid('description', 'Description can have at most 140 characters.')
    },
  }),
  logoUri: pageLink('logo_uri'),
  appType: field({ column: 'app_type', schema: z.enum(appTypes), initial: 'regular_web' }),
  grantTypes: field({
    column: 'grant_types',
    schema: z.array(z.enum(grantTypes)),
    initial: ['authorization_code', 'refresh_token'],
    initialByType: { non_interactive: ['client_credentials'] },
    parse: unique,
  }),
  tokenEndpointAuthMethod: field({
    column: 'token_endpoint_auth_method',
    schema: z.enum(authMethods),
    initial: 'client_secret_post',
    initialByType: { native: 'none', spa: 'none' },
  }),
  redirectUris: urls('redirect_uris', 'callbacks', callbackUrl),
  logoutUrls: urls('logout_urls', 'allowed_logout_urls', callbackUrl),
  allowedOrigins: urls('allowed_origins', 'allowed_origins', originUrl),
  webOrigins: urls('web_origins', 'web_origins', originUrl),
  initiateLoginUri: pageLink('initiate_login_uri'),
  organizationUsage: field({
    column: 'organization_usage',
    schema: z.enum(organizationUsages),
    initial: 'deny',
    published: { example: 'allow' },
  }),
  organizationRequireBehavior: field({
    column: 'organization_require_behavior',
    schema: z.enum(requireBehaviors),
    initial: 'no_prompt',
    published: { example: 'no_prompt' },
  }),
  organizationDiscoveryMethods: field({
    column: 'organization_discovery_methods',
    schema: z.array(z.enum(discoveryMethods)),
    initial: ['email', 'organization_name'],
    parse: (methods) => {
      if (methods.length > 0) return unique(methods)
      throw invalid('organization_discovery_methods', 'At least one way to find an organization is required.')
    },
  }),
  /** For a machine that names no organization although its grant requires one. */
  defaultOrganizationId: field({
    column: 'default_organization_id',
    schema: z.string().nullable(),
    initial: null,
  }),
  metadata: field({
    column: 'metadata',
    schema: z.record(z.string(), z.string()),
    initial: {},
    parse: parseMetadata,
    audited: (metadata) => Object.keys(metadata).sort(),
  }),
  myOrganizationConfiguration: field({
    column: 'my_organization_configuration',
    schema: storedConfiguration,
    initial: {},
  }),
  /** For private_key_jwt; otherwise empty. */
  keys: field({
    column: 'jwks',
    schema: z.codec(z.object({ keys: publicKeys }).nullable(), publicKeys, {
      decode: (jwks) => jwks?.keys ?? [],
      encode: (keys) => ({ keys }),
    }),
    initial: [],
    audited: (keys) => keys.map(({ kid }) => kid),
  }),
  refreshIdleSeconds: field({ column: 'refresh_idle_seconds', schema: z.number(), initial: 1_296_000 }),
  refreshAbsoluteSeconds: field({
    column: 'refresh_absolute_seconds',
    schema: z.number(),
    initial: 2_592_000,
  }),
  refreshTokenPolicies: field({
    column: 'refresh_token_policies',
    schema: refreshTokenPolicies,
    initial: [],
    audited: (policies) => policies.map(({ audience, scope }) => `${audience}: ${scope.join(' ')}`),
  }),
  idTokenSeconds: field({ column: 'id_token_seconds', schema: z.number(), initial: 36_000 }),
  /** Always true for a public application. */
  requirePkce: field({
    column: 'require_pkce',
    schema: z.boolean(),
    initial: true,
    published: {
      description:
        'Foyer extension: whether a sign-in without PKCE is rejected. Defaults to true; only an application with a secret or a key can be exempt.',
      example: true,
    },
  }),
}

export type ClientSettings = Values<typeof clientFields>

function field<S extends z.ZodType>(definition: ClientField<S>): ClientField<S> {
  return definition
}

const mostUrls = 100

/** @param property Auth0’s name, for the error */
function urls(column: string, property: string, url: typeof callbackUrl) {
  return field({
    column,
    schema: z.array(z.string()),
    initial: [],
    parse: (texts, appType) => {
      if (texts.length > mostUrls) throw invalid(property, `There can be at most ${mostUrls} URLs here.`)
      return unique(texts.map((text) => parseInput(url(appType), text, property)))
    },
  })
}

function pageLink(name: string) {
  return field({
    column: name,
    schema: z.string().nullable(),
    initial: null,
    parse: (text) => (text === null ? null : parseInput(pageUrl, text, name)),
  })
}

function parseMetadata(metadata: Record<string, string>): Record<string, string> {
  const entries = Object.entries(metadata)
  if (entries.length > 10) throw invalid('client_metadata', 'client_metadata can have at most 10 properties.')
  if (entries.some((entry) => entry.some((text) => text.length > 255)))
    throw invalid('client_metadata', 'Keys and values of client_metadata can have at most 255 characters.')
  return metadata
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
