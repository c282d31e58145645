import { z } from 'zod'
import { type ClientPart, clientParts } from '@/lib/domain/clients/list-clients'
import type { Client } from '@/lib/domain/clients/read-client'
import type { ClientEditor } from '@/lib/domain/clients/update-client'
import type { ClientInput } from '@/lib/domain/clients/validate-settings'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { type ClientContext, clientProperties, type ClientProperty } from './client-properties'
import { invalidInput, notFoundOf } from './problem'
import { answerShape, decodeBody, encodeAnswer, requestShape } from './properties'

const { summary, settings, credentials } = clientProperties
const properties = { ...summary, ...settings, ...credentials }
const { client_id, name, ...rest } = requestShape(properties)

export const newClient = z.strictObject({ name: summary.name.request, ...rest })
export const clientChange = z.strictObject({ name, client_id, ...rest })

/** With `read:client_summary` alone, only the first four properties. */
export const clientAnswer = z.strictObject(answerShape(properties))

export const newClientAnswer = clientAnswer.extend({
  client_secret: z
    .string()
    .optional()
    .describe('Shown only when it is created: Foyer stores only its SHA-256.')
    .meta({ example: 'Zm9yIHlvdXIgZXllcyBvbmx5OiBzaG93biBvbmNlLCBhbmQgbmV2ZXIgYWdhaW4u' }),
})

export const rotation = z.strictObject({
  previous_secret_lifetime: z
    .int()
    .min(0)
    .max(2_592_000)
    .optional()
    .describe(
      'Foyer extension: the time in seconds for which the previous secret stays valid. Defaults to 0.',
    )
    .meta({ example: 3600 }),
})

type ClientBody = z.output<typeof clientChange>

/** @throws ApiProblem 400 for a read-only property that differs, and for two ways to authenticate */
export function clientInput(body: ClientBody, context: ClientContext): ClientInput {
  if (body.client_authentication_methods && body.token_endpoint_auth_method) {
    const sentence = 'Either client_authentication_methods or token_endpoint_auth_method, not both'
    throw invalidInput('body', sentence, ['client_authentication_methods'])
  }
  return decodeBody<ClientInput, ClientContext>(properties, body, context)
}

export function clientEditorsOf(name: string): readonly ClientEditor[] {
  const all: Record<string, ClientProperty> = properties
  return all[name]?.editors ?? ['update:clients', 'update:client_keys']
}

export function clientWire(
  client: Client,
  { id: tenantId }: Tenant,
  parts: readonly ClientPart[] = clientParts,
): Record<string, unknown> {
  const answers = parts.map((part) =>
    encodeAnswer<Client, ClientContext>(clientProperties[part], client, { tenantId }),
  )
  return Object.fromEntries(answers.flatMap((answer) => Object.entries(answer)))
}

/** The secret is only known just after it was created. */
export function clientWithSecret(
  { client, secret }: { client: Client; secret: string | null },
  tenant: Tenant,
): Record<string, unknown> {
  return { ...clientWire(client, tenant), ...(secret === null ? {} : { client_secret: secret }) }
}

export const noClient = notFoundOf('The client does not exist', 'inexistent_client')
