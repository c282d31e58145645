import { z } from 'zod'
import { connectionFields } from '@/lib/domain/connections/connection-fields'
import type { NewConnection } from '@/lib/domain/connections/create-connection'
import { isProduct, type Product, products } from '@/lib/domain/connections/products'
import { providerStrategies } from '@/lib/domain/connections/provider-options'
import type { ConnectionFilter } from '@/lib/domain/connections/queries'
import { type Connection, findProduct } from '@/lib/domain/connections/read-connection'
import type { ConnectionUpdate } from '@/lib/domain/connections/update-connection'
import { checkpointQuery } from './checkpoint'
import { optionsAnswer, type OptionsBody, optionsBody, optionsInput, optionsWire } from './connection-options'
import { documents, okta } from './example'
import { literalFlag } from './literal'
import { pagingQuery } from './paging'
import { invalidInput } from './problem'
import {
  answerShape,
  assertReadOnly,
  decodeBody,
  encodeAnswer,
  property,
  type Property,
  publishedSettings,
  requestShape,
  setting,
} from './properties'
import { strategyOf, strategyWire } from './strategy'

const strategyName = z.string().regex(/^[\w-]{1,50}$/)
const strategyFilter = z
  .union([strategyName.transform((one) => [one]), z.array(strategyName).max(50)])
  .optional()
  .describe('May be repeated. `auth0` stands for passwords.')

export const connectionQuery = z.object({
  ...pagingQuery,
  strategy: strategyFilter,
  name: z.string().max(128).optional(),
})
export const connectionsOfClientQuery = z.object({ ...checkpointQuery, strategy: strategyFilter })

export function connectionFilter(query: Partial<z.output<typeof connectionQuery>>): ConnectionFilter {
  const strategies = query.strategy?.map((one) => (isProduct(one) ? one : strategyOf(one)))
  return { strategies, name: query.name }
}

const name = z.string().min(1).max(128)
const text = z.string()
const mostMetadata = 10

type ConnectionInput = Omit<ConnectionUpdate, 'id'>

interface ConnectionContext {
  /** Decides what the options mean. */
  strategy: string
  product: Product | null
  id?: string
}

/** For callers who may see applications, but not how users sign in to them. */
const summary = {
  id: {
    request: z.string().max(50).describe('Read-only: the value in the path.'),
    answer: text.meta({ example: okta.id }),
    decode: (value: string, { id }) => {
      assertReadOnly('id', value, id)
      return {}
    },
    encode: ({ id }) => id,
  },
  name: setting('name', {
    request: name.describe('Never changes.'),
    answer: text.meta({ example: okta.name }),
  }),
  strategy: {
    request: z.string().max(50).describe('Never changes.'),
    answer: text.meta({ example: 'oidc' }),
    decode: (value: string) => ({ strategy: strategyOf(value) }),
    encode: (connection) => strategyWire(connection.strategy, findProduct(connection)),
  },
  display_name: setting('displayName', {
    request: name.describe('The label of the button.').meta({ example: okta.displayName }),
    answer: text.meta({ example: okta.displayName }),
  }),
  realms: {
    request: z.array(name).length(1).describe('Read-only: its name.'),
    answer: z.array(text).meta({ example: [okta.name] }),
    decode: ([value]: string[]) => ({ name: value }),
    encode: ({ name: own }) => [own],
  },
  is_domain_connection: {
    request: literalFlag(false, 'Every application is the tenant’s own.'),
    answer: z.boolean(),
    encode: () => false,
  },
  show_as_button: setting('isDefault', {
    request: z
      .boolean()
      .describe(
        'Whether it is offered on the tenant’s own sign-in page, allows sign-up there, and is enabled in each new organization. Defaults to false.',
      ),
    answer: z.boolean(),
  }),
} satisfies Record<string, Property<Connection, ConnectionInput, ConnectionContext>>

const settings = {
  ...publishedSettings<Connection, ConnectionInput>(connectionFields),
  metadata: property({
    request: z
      .record(z.string().min(1).max(255), z.string().max(255))
      .refine(
        (given) => Object.keys(given).length <= mostMetadata,
        `Expected ${mostMetadata} properties at most`,
      )
      .describe('Stored and returned. PATCH replaces all of it.')
      .meta({ maxProperties: mostMetadata }),
    answer: z.record(text, text).optional(),
    decode: (metadata) => ({ metadata }),
    encode: ({ metadata }: Connection) => (Object.keys(metadata).length > 0 ? metadata : undefined),
  }),
  options: {
    request: optionsBody,
    answer: optionsAnswer.optional(),
    decode: (options: OptionsBody, of) => ({
      options: optionsInput(options, of),
      clientSecret: options.client_secret,
    }),
    encode: optionsWire,
  },
  enabled_clients: {
    request: z
      .array(z.string().max(100))
      .max(1000)
      .describe(
        'Existing applications. Every connection is available to every application, including those not listed.',
      ),
  },
  authentication: {
    request: z.strictObject({ active: literalFlag(true, 'A connection is for signing in.') }),
  },
  connected_accounts: {
    request: z.strictObject({
      active: literalFlag(false, 'Providers’ tokens are not kept for applications.'),
    }),
  },
} satisfies Record<string, Property<Connection, ConnectionInput, ConnectionContext>>

/** Settings are also in lib/domain/connections/connection-fields.ts. */
const properties = { ...summary, ...settings }

const singleStrategies = ['auth0', 'email', 'passkey']
const strategies = [...providerStrategies, ...products, 'samlp'] as const

export const connectionChange = z.strictObject(requestShape(properties))
export const newConnection = connectionChange.omit({ id: true }).extend({
  name: name.meta({ example: okta.name }),
  strategy: z.enum(strategies, {
    error: ({ input }) =>
      singleStrategies.some((one) => one === input)
        ? 'Every tenant has one connection of this strategy; there cannot be a second one.'
        : `The strategies are ${strategies.join(', ')}.`,
  }),
})

/** The property that names the provider. */
const identifying = {
  okta: 'domain',
  waad: 'tenant_domain',
  'google-apps': 'domain',
  // Or fedMetadataXml (saml-options.ts).
  adfs: null,
  pingfederate: 'pingFederateBaseUrl',
} as const

export function newConnectionInput(body: z.output<typeof newConnection>): NewConnection {
  const strategy = strategyOf(body.strategy)
  const product = isProduct(body.strategy) ? body.strategy : null
  const named = product && identifying[product]
  if (named !== null && body.options?.[named] === undefined)
    throw invalidInput('body', `Missing required property: ${named}`, ['options'])
  const { displayName = body.name, options, ...input } = inputOf(body, { strategy, product })
  return {
    ...input,
    name: body.name,
    strategy,
    displayName,
    options: { ...options, ...(product && { product }) },
  }
}

export function connectionInput(
  body: z.output<typeof connectionChange>,
  connection: Connection,
): ConnectionUpdate {
  const { id } = connection
  if (body.id !== undefined) assertReadOnly('id', body.id, id)
  assertSameProduct(body.strategy, connection)
  return { ...inputOf(body, contextOf(connection)), id }
}

/** Connections of before there were products answer to `waad`, too. @throws ApiProblem 400 */
function assertSameProduct(wire: string | undefined, connection: Connection): void {
  const { strategy } = connection
  if (wire === undefined || (wire === 'waad' && strategy === 'windowslive')) return
  const present = findProduct(connection)
  if (isProduct(wire) || present !== null) assertReadOnly('strategy', wire, strategyWire(strategy, present))
}

/** @throws ApiProblem 400 for a read-only property that differs */
function inputOf(
  body: { name?: string | undefined; realms?: string[] | undefined },
  context: ConnectionContext,
): ConnectionInput {
  if (body.realms !== undefined && body.name !== undefined)
    assertReadOnly('realms', body.realms[0], body.name)
  return decodeBody<ConnectionInput, ConnectionContext>(properties, body, context)
}

export const connectionAnswer = z.strictObject(answerShape(properties))

export function connectionWire(connection: Connection): Record<string, unknown> {
  return encodeAnswer<Connection, ConnectionContext>(properties, connection, contextOf(connection))
}

export function briefConnectionWire(connection: Connection): Record<string, unknown> {
  return encodeAnswer<Connection, ConnectionContext>(summary, connection, contextOf(connection))
}

function contextOf(connection: Connection): ConnectionContext {
  const { id, strategy } = connection
  return { id, strategy, product: findProduct(connection) }
}

export const servedClients = z
  .array(
    z.strictObject({
      client_id: z.string().max(100).meta({ example: documents.clientId }),
      status: z
        .boolean()
        .refine((status) => status, 'Every connection serves every application: it cannot be false.')
        .meta({ example: true }),
    }),
  )
  .min(1)
  .max(50)
