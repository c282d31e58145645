import { z } from 'zod'
import type { TenantSettings, TenantSettingsChange } from '@/lib/domain/tenants/tenant-settings'
import { documents, lumenApi } from './example'
import {
  answerShape,
  decodeBody,
  emptyIsNull,
  encodeAnswer,
  nullIs,
  property,
  type Property,
  requestShape,
  setting,
} from './properties'

const off = z.literal(false)
const on = z.literal(true)

/** Each has one value in Foyer, which is answered, and accepted. */
const flags = z.strictObject({
  allow_legacy_delegation_grant_types: off,
  allow_legacy_ro_grant_types: off,
  allow_legacy_tokeninfo_endpoint: off,
  change_pwd_flow_v1: off,
  disable_clickjack_protection_headers: off,
  enable_dynamic_client_registration: off,
  enable_idtoken_api2: off,
  enable_legacy_profile: off,
  enable_public_signup_user_exists_error: off,
  enable_sso: on,
  remove_alg_from_jwks: off,
})
const fixedFlags = Object.fromEntries(
  Object.entries(flags.shape).map(([name, { value }]): [string, boolean] => [name, value]),
)

const none = z.null().optional()
const nothing = z.array(z.unknown()).max(0)

/** Accepted with Foyer’s one value, and otherwise rejected by name. */
const fixedSettings = {
  enabled_locales: z.tuple([z.literal('en')]).optional(),
  default_directory: z.literal('').optional(),
  allowed_logout_urls: nothing.optional(),
  acr_values_supported: nothing.nullable().optional(),
  authorization_response_iss_parameter_supported: on.nullable().optional(),
  pushed_authorization_requests_supported: off.nullable().optional(),
  skip_non_verifiable_callback_uri_confirmation_prompt: on.nullable().optional(),
  client_id_metadata_document_supported: off.optional(),
  customize_mfa_in_postlogin_action: off.nullable().optional(),
  enable_ai_guide: off.optional(),
  phone_consolidated_experience: off.optional(),
  resource_parameter_profile: z.literal('compatibility').optional(),
  change_password: none,
  guardian_mfa_page: none,
  error_page: none,
  device_flow: none,
  sandbox_version: none,
  sessions: none,
  oidc_logout: none,
  ephemeral_session_lifetime: none,
  ephemeral_session_lifetime_in_minutes: none,
  idle_ephemeral_session_lifetime: none,
  idle_ephemeral_session_lifetime_in_minutes: none,
  dynamic_client_registration_security_mode: none,
  default_token_quota: none,
  security_headers: none,
  mtls: none,
  country_codes: none,
}

const tenantName = 'Lumen'
const supportEmail = 'support@lumen.test'
const address = emptyIsNull(z.string().max(2000)).describe('Empty for none.')
const persistentCookie = z.strictObject({ mode: z.literal('persistent') })
const hours = z.number().positive().max(8760)
const minutes = z.int().min(1).max(525_600)

/** Settings are also in lib/domain/tenants/tenant-settings.ts. */
const properties = {
  friendly_name: setting('name', {
    request: z.string().min(1).max(100).meta({ example: tenantName }),
    answer: z.string().meta({ example: tenantName }),
  }),
  support_email: setting('supportEmail', {
    request: emptyIsNull(z.string().max(320)).meta({ description: 'Empty for none.', example: supportEmail }),
    answer: z.string().optional().meta({ example: supportEmail }),
  }),
  support_url: setting('supportUrl', { request: address, answer: z.string().optional() }),
  picture_url: setting('pictureUrl', { request: address, answer: z.string().optional() }),
  default_audience: property({
    request: emptyIsNull(z.string().max(600)).describe(
      'The API to use if an application requests none; empty for none.',
    ),
    answer: z.string().meta({ example: lumenApi.identifier }),
    decode: (defaultAudience) => ({ defaultAudience }),
    encode: ({ defaultAudience }: TenantSettings) => defaultAudience ?? '',
  }),
  default_redirection_uri: setting('defaultRedirectionUri', {
    request: address,
    answer: z.string().optional().meta({ example: documents.login }),
  }),
  allow_organization_name_in_authentication_api: setting('allowOrganizationNameInAuthenticationApi', {
    request: nullIs(false, z.boolean()),
    answer: z.boolean().meta({ example: true }),
  }),
  session_lifetime: property({
    request: hours.meta({ description: 'Hours.', example: 168 }),
    answer: z.number().meta({ description: 'Hours.', example: 168 }),
    decode: (given) => ({ sessionAbsoluteMinutes: Math.round(given * 60) }),
    encode: ({ sessionAbsoluteMinutes }: TenantSettings) => sessionAbsoluteMinutes / 60,
  }),
  session_lifetime_in_minutes: {
    request: minutes,
    decode: (sessionAbsoluteMinutes: number) => ({ sessionAbsoluteMinutes }),
  },
  idle_session_lifetime: property({
    request: hours.meta({ description: 'Hours.' }),
    answer: z.number().meta({ description: 'Hours.', example: 8 }),
    decode: (given) => ({ sessionIdleMinutes: Math.round(given * 60) }),
    encode: ({ sessionIdleMinutes }: TenantSettings) => sessionIdleMinutes / 60,
  }),
  idle_session_lifetime_in_minutes: {
    request: minutes,
    decode: (sessionIdleMinutes: number) => ({ sessionIdleMinutes }),
  },
  session_cookie: {
    request: persistentCookie.nullable(),
    answer: persistentCookie,
    encode: () => ({ mode: 'persistent' }),
  },
  inherit_global_permissions_in_organizations: setting('inheritGlobalPermissionsInOrganizations', {
    request: z.boolean().meta({
      description:
        'Foyer extension: whether users’ tenant-level roles and permissions apply in every organization where they are members.',
    }),
    answer: z.boolean(),
  }),
  refuse_leaked_passwords: setting('refuseLeakedPasswords', {
    request: z.boolean().meta({
      description:
        'Foyer extension: whether new passwords that Have I Been Pwned knows are rejected. Five digits of a password’s SHA-1 hash are sent there.',
    }),
    answer: z.boolean(),
  }),
  flags: { request: flags.partial(), answer: flags, encode: () => fixedFlags },
} satisfies Record<string, Property<TenantSettings, TenantSettingsChange, null>>

export const tenantSettingsChange = z
  .strictObject({ ...requestShape(properties), ...fixedSettings })
  .superRefine((body, context) => {
    for (const name of ['session_lifetime', 'idle_session_lifetime'] as const) {
      if (body[name] === undefined || body[`${name}_in_minutes`] === undefined) continue
      const message = `Cannot be specified together with ${name}`
      context.addIssue({ code: 'custom', path: [`${name}_in_minutes`], message })
    }
  })

export const tenantSettingsAnswer = z.strictObject(answerShape(properties))
export const changedSettingsAnswer = tenantSettingsAnswer.extend({
  warnings: z
    .array(z.string())
    .optional()
    .meta({ description: 'Only in the response to PATCH: warnings about access that this change gives.' }),
})

export function tenantSettingsWire(settings: TenantSettings): Record<string, unknown> {
  return encodeAnswer<TenantSettings, null>(properties, settings, null)
}

const inheritanceWarning =
  'inherit_global_permissions_in_organizations is on: users hold their tenant-level permissions in every organization where they are members, and with admin:organizations in all organizations.'

export function changedSettingsWire(settings: TenantSettings, body: Body): Record<string, unknown> {
  const isWarned = body.inherit_global_permissions_in_organizations === true
  return { ...tenantSettingsWire(settings), ...(isWarned ? { warnings: [inheritanceWarning] } : {}) }
}

type Body = z.output<typeof tenantSettingsChange>

export function tenantSettingsInput(body: Body): TenantSettingsChange {
  return decodeBody<TenantSettingsChange, null>(properties, body, null)
}
