import { z } from 'zod'
import type { OptionsInput } from '@/lib/domain/connections/provider-options'
import { checkbox } from '@/lib/http/action'

/** A malformed id is treated as unknown. */
export const connectionId = z
  .string()
  .regex(/^\w{1,100}$/)
  .catch('unknown')

const text = z
  .string()
  .max(2000, 'This can have at most 2,000 characters.')
  .transform((typed) => typed.trim() || undefined)
  .optional()

export const providerFields = {
  display_name: z.string().max(500).default(''),
  is_default: checkbox,
  issuer: text,
  tenant_domain: z
    .string()
    .trim()
    .regex(/^[\w.-]{0,253}$/, 'Enter a directory’s ID or domain.')
    .optional(),
  client_id: text,
  client_secret: text,
  client_authentication: z.enum(['client_secret_post', 'client_secret_basic', 'private_key_jwt']).optional(),
  scopes: text,
  domains: text,
  offered: checkbox,
}

type Fields = z.output<z.ZodObject<typeof providerFields>>

export function optionsInput(input: Fields): OptionsInput {
  return {
    issuer: input.tenant_domain
      ? `https://login.microsoftonline.com/${input.tenant_domain}/v2.0`
      : input.issuer,
    clientId: input.client_id ?? '',
    clientAuthentication: input.client_authentication,
    scopes: words(input.scopes),
    ...offerInput(input),
  }
}

export function offerInput({ domains, offered }: Pick<Fields, 'domains' | 'offered'>) {
  return { domains: words(domains) ?? [], offeredToOrganizations: offered }
}

function words(typed: string | undefined): string[] | undefined {
  return typed?.split(/[\s,]+/).filter((word) => word !== '')
}
