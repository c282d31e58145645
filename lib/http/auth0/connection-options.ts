import { z } from 'zod'
import { standardClaims } from '@/lib/domain/connections/claim-names'
import {
  optionFields,
  type OptionsInput,
  type ProviderOptions,
} from '@/lib/domain/connections/provider-options'
import { samlStrategy } from '@/lib/domain/connections/saml-options'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { okta } from './example'
import { literal, literalFlag } from './literal'
import { invalidInput } from './problem'
import {
  answerShape,
  decodeBody,
  encodeAnswer,
  property,
  type Property,
  publishedSettings,
  requestShape,
  setting,
} from './properties'
import { assertNoSaml, samlAnswer, samlRequest, samlWire } from './saml-options'

const discovery = '/.well-known/openid-configuration'
const claimOf = z
  .string()
  .max(240)
  .regex(/^\$\{context\.tokenset\.[^\s{}]+\}$/, 'Expected a claim, such as ${context.tokenset.email}')
const attributeMap = z.strictObject({
  mapping_mode: z.enum(['basic_profile', 'use_map'], { error: 'The modes are basic_profile and use_map.' }),
  attributes: z
    .strictObject({
      email: claimOf.optional(),
      name: claimOf.optional(),
      given_name: claimOf.optional(),
      family_name: claimOf.optional(),
      picture: claimOf.optional(),
      email_verified: claimOf.optional(),
    })
    .optional(),
})
const scopes = z.union([z.string().max(2000), z.array(z.string().max(200)).max(20)])
/** A JWK. */
const publicKey = z.record(z.string(), z.string().or(z.array(z.string())))

const text = z.string()
const flag = z.boolean().optional()

interface OptionContext {
  strategy: string
}

/** Settings are also in lib/domain/connections/provider-options.ts. */
const properties = {
  client_id: setting('clientId', {
    request: z.string().max(500).meta({ example: okta.clientId }),
    answer: text.optional().meta({ example: okta.clientId }),
  }),
  client_secret: {
    request: z
      .string()
      .max(2000)
      .describe('Stored encrypted and never returned.')
      .meta({ example: 'what the provider gave' }),
  },
  discovery_url: {
    request: z
      .string()
      .max(2000)
      .regex(/\/\.well-known\/openid-configuration$/, `Expected an address that ends with ${discovery}`)
      .describe('Can be sent instead of an issuer without a trailing slash.'),
    answer: text.optional().meta({ example: `${okta.issuer}.well-known/openid-configuration` }),
    decode: (url: string) => ({ issuer: url.slice(0, -discovery.length) }),
    encode: ({ issuer }, { strategy }) =>
      strategy === 'oidc' ? issuer.replace(/\/$/, '') + discovery : undefined,
  },
  issuer: {
    request: z
      .string()
      .max(2000)
      .describe('For oidc connections; other strategies have a fixed issuer.')
      .meta({ example: okta.issuer }),
    answer: text.optional().meta({ example: okta.issuer }),
    decode: (issuer: string) => ({ issuer }),
    encode: ({ issuer }, { strategy }) => (strategy === 'oidc' ? issuer : undefined),
  },
  tenant_domain: {
    request: z
      .string()
      .regex(/^[\w.-]{1,253}$/)
      .describe('For Microsoft: the only directory whose users may sign in.'),
    answer: text.optional(),
    decode: (directory: string, { strategy }) =>
      strategy === 'windowslive' ? { issuer: `https://login.microsoftonline.com/${directory}/v2.0` } : {},
    encode: ({ issuer }, { strategy }) => (strategy === 'oidc' ? undefined : directoryOf(issuer)),
  },
  type: {
    request: literal('back_channel', 'Foyer asks for codes (back_channel).'),
    answer: text.optional().meta({ example: 'back_channel' }),
    encode: (_, { strategy }) => (strategy === 'oidc' ? 'back_channel' : undefined),
  },
  scope: {
    request: scopes.describe('Text with spaces, or a list.'),
    answer: z
      .union([text, z.array(text)])
      .optional()
      .meta({ example: okta.claims }),
    decode: (scope: z.output<typeof scopes>) => ({
      scopes: typeof scope === 'string' ? scope.split(' ').filter((one) => one !== '') : scope,
    }),
    encode: (options, { strategy }) => (strategy === 'oidc' ? options.scopes.join(' ') : options.scopes),
  },
  token_endpoint_auth_method: setting('clientAuthentication', {
    request: z
      .enum(['client_secret_post', 'client_secret_basic', 'private_key_jwt'])
      .describe('For private_key_jwt, Foyer creates a key; register its public_key at the provider.'),
    answer: text.optional().meta({ example: 'client_secret_post' }),
  }),
  domain_aliases: setting('domains', {
    request: z
      .array(z.string().max(253))
      .max(100)
      .describe(
        'Users with addresses in these domains are sent to this connection. This does not verify the addresses.',
      ),
    answer: z
      .array(text)
      .optional()
      .meta({ example: [okta.domain] }),
  }),
  attribute_map: property({
    request: attributeMap.nullable(),
    answer: z.strictObject({ mapping_mode: text, attributes: z.record(text, text) }).optional(),
    decode: (map) => ({ claims: claimsIn(map) }),
    encode: attributeMapOf,
  }),
  ...publishedSettings<ProviderOptions, OptionsInput>(optionFields),
  public_key: setting('publicKey', {
    request: publicKey.describe('Read-only: Foyer’s key, to be registered at the provider.'),
    answer: z.record(z.string(), z.unknown()).optional(),
  }),
  brute_force_protection: { request: literalFlag(true, 'Attempts are always limited.'), answer: flag },
  requires_username: {
    request: literalFlag(false, 'Users are identified by their email addresses.'),
    answer: flag,
  },
  import_mode: { request: literalFlag(false, 'There are no databases to import from.'), answer: flag },
  email: {
    request: z
      .strictObject({ body: literal('', 'The texts of Foyer’s emails are fixed.') })
      .describe('For email connections; always empty, as Auth0’s tools send it.'),
  },
  disable_self_service_change_password: {
    request: literalFlag(false, 'Users with a password can change it.'),
  },
} satisfies Record<string, Property<ProviderOptions, OptionsInput, OptionContext>>

export const optionsBody = z.strictObject({
  ...requestShape(properties),
  ...z.object(samlRequest).partial().shape,
})
export type OptionsBody = z.output<typeof optionsBody>

export const optionsAnswer = z.strictObject({ ...answerShape(properties), ...samlAnswer })

/** Undefined if the body has none: connections without a provider have no options. */
export function optionsInput(options: OptionsBody, strategy: string): OptionsInput | undefined {
  if (strategy === samlStrategy) return undefined
  assertNoSaml(options)
  const isDirectory = strategy === 'windowslive' && options.tenant_domain !== undefined
  if (!isDirectory) assertOneIssuer(options)
  const input = decodeBody<OptionsInput, OptionContext>(properties, options, { strategy })
  return Object.keys(input).length > 0 ? input : undefined
}

/** @throws ApiProblem 400 if the two addresses differ */
function assertOneIssuer({ issuer, discovery_url: url }: OptionsBody): void {
  if (issuer === undefined || url === undefined) return
  if (issuer.replace(/\/$/, '') === url.slice(0, -discovery.length).replace(/\/$/, '')) return
  throw invalidInput('body', 'Expected the issuer’s own address', ['options', 'discovery_url'])
}

function claimsIn(map: z.output<typeof attributeMap> | null): ProviderOptions['claims'] {
  const { email, name, given_name, family_name, picture, email_verified } = map?.attributes ?? {}
  return {
    email: claimIn(email) ?? standardClaims.email,
    name: claimIn(name) ?? standardClaims.name,
    givenName: claimIn(given_name) ?? standardClaims.givenName,
    familyName: claimIn(family_name) ?? standardClaims.familyName,
    picture: claimIn(picture) ?? standardClaims.picture,
    emailVerified: claimIn(email_verified) ?? standardClaims.emailVerified,
  }
}

function claimIn(placeholder: string | undefined): string | undefined {
  return placeholder?.slice('${context.tokenset.'.length, -1)
}

/** Never includes a secret. */
export function optionsWire({ strategy, options, saml }: Connection): Record<string, unknown> {
  if (options !== null) return encodeAnswer<ProviderOptions, OptionContext>(properties, options, { strategy })
  if (saml !== null) return samlWire(saml)
  return {
    brute_force_protection: true,
    ...(strategy === 'password' ? { requires_username: false, import_mode: false } : {}),
  }
}

function directoryOf(issuer: string): string | undefined {
  const [, directory] = /^https:\/\/login\.microsoftonline\.com\/([\w.-]+)\/v2\.0$/.exec(issuer) ?? []
  return directory === 'common' ? undefined : directory
}

function attributeMapOf({ claims: own }: ProviderOptions) {
  const { email, name, givenName: given_name, familyName: family_name, picture } = own
  const claims = { email, name, given_name, family_name, picture, email_verified: own.emailVerified }
  if (Object.entries(claims).every(([attribute, claim]) => attribute === claim)) return undefined
  const attributes = Object.entries(claims).map(([attribute, claim]): [string, string] => [
    attribute,
    `\${context.tokenset.${claim}}`,
  ])
  return { mapping_mode: 'use_map', attributes: Object.fromEntries(attributes) }
}
