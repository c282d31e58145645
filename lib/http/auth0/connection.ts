import { z } from 'zod'
import { providerStrategies } from '@/lib/domain/connections/provider-options'
import type { ConnectionFilter } from '@/lib/domain/connections/list-connections'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { checkpointQuery } from './checkpoint'
import { optionsAnswer, optionsBody, optionsInput, optionsWire } from './connection-options'
import { documents, okta } from './example'
import { literalFlag } from './literal'
import { pagingQuery } from './paging'
import { invalidInput } from './problem'
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
export const connectionsOfClientQuery = z.object({
  ...checkpointQuery,
  strategy: strategyFilter,
})

export function connectionFilter(query: {
  strategy?: string[] | undefined
  name?: string | undefined
}): ConnectionFilter {
  return { strategies: query.strategy?.map(strategyOf), name: query.name }
}

const name = z.string().min(1).max(128)
const mostMetadata = 10
const settings = {
  display_name: z
    .string()
    .min(1)
    .max(128)
    .optional()
    .describe('The label of the button.')
    .meta({ example: okta.displayName }),
  options: optionsBody.optional(),
  show_as_button: z
    .boolean()
    .optional()
    .describe(
      'Whether it is offered on the tenant’s own sign-in page, allows sign-up there, and is enabled in each new organization. Defaults to false.',
    ),
  enabled_clients: z
    .array(z.string().max(100))
    .max(1000)
    .optional()
    .describe(
      'Existing applications. Every connection is available to every application, including those not listed.',
    ),
  realms: z.array(name).length(1).optional().describe('Read-only: its name.'),
  is_domain_connection: literalFlag(false, 'Every application is the tenant’s own.'),
  metadata: z
    .record(z.string().min(1).max(255), z.string().max(255))
    .refine(
      (given) => Object.keys(given).length <= mostMetadata,
      `Expected ${mostMetadata} properties at most`,
    )
    .optional()
    .describe('Stored and returned. PATCH replaces all of it.')
    .meta({ maxProperties: mostMetadata }),
  authentication: z.strictObject({ active: literalFlag(true, 'A connection is for signing in.') }).optional(),
  connected_accounts: z
    .strictObject({ active: literalFlag(false, 'Providers’ tokens are not kept for applications.') })
    .optional(),
}

const houses = ['auth0', 'email', 'passkey']
const strategies = [...providerStrategies, 'waad'] as const

export const newConnection = z.strictObject({
  name: name.meta({ example: okta.name }),
  strategy: z.enum(strategies, {
    error: ({ input }) =>
      houses.some((one) => one === input)
        ? 'There is one connection of this strategy in every tenant, and no second one can be made.'
        : `The strategies are ${strategies.join(', ')}.`,
  }),
  ...settings,
})
export const connectionChange = z.strictObject({
  id: z.string().max(50).optional().describe('Read-only: the value in the path.'),
  name: name.optional().describe('Never changes.'),
  strategy: z.string().max(50).optional().describe('Never changes.'),
  ...settings,
})
type Settings = Omit<z.output<typeof connectionChange>, 'id' | 'strategy'>

/** @throws ApiProblem 400 for a read-only property that differs */
function wantedOf({ realms, ...body }: Settings) {
  const [openid] = realms ?? []
  if (openid !== undefined && body.name !== undefined && openid !== body.name) throw readOnly('realms')
  return {
    name: body.name ?? openid,
    displayName: body.display_name,
    isDefault: body.show_as_button,
    metadata: body.metadata,
    clientSecret: body.options?.client_secret,
  }
}

export function newConnectionInput(body: z.output<typeof newConnection>) {
  const { strategy, display_name: displayName = body.name, options } = body
  const isMicrosoft = strategyOf(strategy) === 'windowslive'
  if (strategy === 'waad' && options?.tenant_domain === undefined)
    throw invalidInput('body', 'Expected the directory’s domain or id', ['options', 'tenant_domain'])
  return {
    ...wantedOf(body),
    name: body.name,
    strategy: strategyOf(strategy),
    displayName,
    options: optionsInput(options, isMicrosoft) ?? {},
  }
}

/** `present` has the strategy, which decides what the options mean. */
export function connectionInput(body: z.output<typeof connectionChange>, present: Connection) {
  if (body.id !== undefined && body.id !== present.id) throw readOnly('id')
  if (body.options?.tenant_domain !== undefined && present.strategy !== 'windowslive')
    throw invalidInput('body', 'Only a Microsoft connection has a directory', ['options', 'tenant_domain'])
  return {
    ...wantedOf(body),
    id: present.id,
    strategy: body.strategy === undefined ? undefined : strategyOf(body.strategy),
    options: optionsInput(body.options, present.strategy === 'windowslive'),
  }
}

function readOnly(property: string) {
  return invalidInput('body', 'This is read-only', [property])
}

export const connectionAnswer = z.strictObject({
  id: z.string().meta({ example: okta.id }),
  name: z.string().meta({ example: okta.name }),
  strategy: z.string().meta({ example: 'oidc' }),
  display_name: z.string().meta({ example: okta.displayName }),
  realms: z.array(z.string()).meta({ example: [okta.name] }),
  is_domain_connection: z.boolean(),
  show_as_button: z.boolean(),
  metadata: z.record(z.string(), z.string()).optional(),
  options: optionsAnswer.optional(),
})

export function connectionWire(connection: Connection): z.input<typeof connectionAnswer> {
  const { metadata } = connection
  return {
    ...briefConnectionWire(connection),
    ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
    options: optionsWire(connection),
  }
}

/** For callers who may see applications, but not how users sign in to them. */
export function briefConnectionWire({ id, name: ownName, strategy, displayName, isDefault }: Connection) {
  return {
    id,
    name: ownName,
    strategy: strategyWire(strategy),
    display_name: displayName,
    realms: [ownName],
    is_domain_connection: false,
    show_as_button: isDefault,
  }
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
