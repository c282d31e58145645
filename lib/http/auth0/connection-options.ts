import { z } from 'zod'
import {
  optionFields,
  type OptionsInput,
  type ProviderOptions,
} from '@/lib/domain/connections/provider-options'
import { samlStrategy } from '@/lib/domain/connections/saml-options'
import type { Product } from '@/lib/domain/connections/products'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { attributeMap, attributeMapAnswer, attributeMapOf, claimsIn } from './attribute-map'
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
import { assertNoSaml, samlRequest } from './saml-body'
import { samlAnswer, samlWire } from './saml-options'

const discovery = '/.well-known/openid-configuration'
const scopes = z.union([z.string().max(2000), z.array(z.string().max(200)).max(20)])
/** A JWK. */
const publicKey = z.record(z.string(), z.string().or(z.array(z.string())))

const text = z.string()
const flag = z.boolean().optional()

interface OptionContext {
  strategy: string
  product: Product | null
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
      .describe('For Microsoft: the only directory whose users may sign in. For google-apps: as domain.'),
    answer: text.optional(),
    decode: (directory: string, { strategy }) =>
      strategy === 'windowslive'
        ? { issuer: `https://login.microsoftonline.com/${directory}/v2.0` }
        : { hostedDomain: directory },
    encode: ({ issuer, hostedDomain }, { strategy, product }) => {
      if (product === 'google-apps') return hostedDomain
      return strategy === 'oidc' ? undefined : directoryOf(issuer)
    },
  },
  domain: {
    request: z
      .string()
      .max(253)
      .regex(/^[a-zA-Z0-9][a-zA-Z0-9.-]*$/)
      .describe('For okta: of the Okta organization. For google-apps: of the Workspace.'),
    answer: text.optional(),
    decode: (domain: string, { product }) =>
      product === 'okta' ? { issuer: `https://${domain.toLowerCase()}` } : { hostedDomain: domain },
    encode: ({ issuer, hostedDomain }, { product }) => {
      if (product === 'okta') return new URL(issuer).host
      return product === 'google-apps' ? hostedDomain : undefined
    },
  },
  icon_url: { request: literal('', 'Buttons have no pictures.') },
  type: {
    request: literal('back_channel', 'Foyer uses the authorization code flow (back_channel).'),
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
    answer: attributeMapAnswer.optional(),
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
export function optionsInput(options: OptionsBody, of: OptionContext): OptionsInput | undefined {
  if (of.strategy === samlStrategy) return undefined
  assertNoSaml(options)
  const isDirectory = of.strategy === 'windowslive' && options.tenant_domain !== undefined
  if (!isDirectory) assertOneIssuer(options)
  assertOneDomain(options, of)
  const input = decodeBody<OptionsInput, OptionContext>(properties, options, of)
  return Object.keys(input).length > 0 ? input : undefined
}

/** @throws ApiProblem 400 if the two addresses differ */
function assertOneIssuer({ issuer, discovery_url: url }: OptionsBody): void {
  if (issuer === undefined || url === undefined) return
  if (issuer.replace(/\/$/, '') === url.slice(0, -discovery.length).replace(/\/$/, '')) return
  throw invalidInput('body', 'Expected the issuer’s own address', ['options', 'discovery_url'])
}

/** @throws ApiProblem 400 if the strategy has none, or if two properties name different ones */
function assertOneDomain(
  options: OptionsBody & { hosted_domain?: string | undefined },
  { strategy, product }: OptionContext,
): void {
  const { domain, tenant_domain: tenant, issuer, discovery_url: url, hosted_domain: hosted } = options
  if (tenant !== undefined && strategy !== 'windowslive' && product !== 'google-apps')
    throw invalidInput('body', 'Only a Microsoft connection has a directory', ['options', 'tenant_domain'])
  if (domain !== undefined && product !== 'okta' && product !== 'google-apps')
    throw invalidInput('body', 'Only an okta or google-apps connection has a domain', ['options', 'domain'])
  const given = product === 'okta' ? [domain, hostOf(issuer), hostOf(url)] : [domain, tenant, hosted]
  const distinct = new Set(given.flatMap((one) => (one === undefined ? [] : [one.toLowerCase()])))
  if (product !== 'waad' && distinct.size > 1)
    throw invalidInput('body', 'Expected one and the same domain', ['options', 'domain'])
}

/** Includes the path, so that an issuer with a path is no domain. */
function hostOf(url: string | undefined): string | undefined {
  if (url === undefined) return undefined
  const { host, pathname } = URL.parse(url.replace(discovery, '')) ?? { host: '', pathname: '' }
  return host + pathname.replace(/^\/$/, '')
}

/** Never includes a secret. */
export function optionsWire({ strategy, options, saml }: Connection): Record<string, unknown> {
  if (options !== null) {
    const of = { strategy, product: options.product ?? null }
    return encodeAnswer<ProviderOptions, OptionContext>(properties, options, of)
  }
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
