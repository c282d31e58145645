import { z } from 'zod'

const off = z.literal(false)
const on = z.literal(true)

/** Flags of Auth0’s with one value in Foyer: answered, and accepted unchanged. */
export const fixedFlags = {
  allow_legacy_delegation_grant_types: false,
  allow_legacy_ro_grant_types: false,
  allow_legacy_tokeninfo_endpoint: false,
  change_pwd_flow_v1: false,
  disable_clickjack_protection_headers: false,
  enable_dynamic_client_registration: false,
  enable_idtoken_api2: false,
  enable_legacy_profile: false,
  enable_public_signup_user_exists_error: false,
  enable_sso: true,
  remove_alg_from_jwks: false,
} as const

export const flagsAnswer = z.strictObject({
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

const none = z.null().optional()
const nothing = z.array(z.unknown()).max(0)

/** Accepted with Foyer’s one value, and otherwise rejected by name. */
export const fixedSettings = {
  flags: flagsAnswer.partial().optional(),
  session_cookie: z
    .strictObject({ mode: z.literal('persistent') })
    .nullable()
    .optional(),
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
