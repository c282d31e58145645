import { z } from 'zod'
import type { IdentityProvider } from '@/lib/domain/connections/list-own-providers'
import type { DirectoryToken } from '@/lib/domain/directories/directory-tokens'
import { notFound } from '@/lib/errors'
import { attributeAnswer, attributesIn, attributeWire, type AttributeProfile } from './attributes'
import { strategyNames, strategyOf } from './strategies'

const example = '2026-11-28T09:00:00.000Z'

export const provisioningAnswer = z.strictObject({
  identity_provider_id: z.string().meta({ example: 'con_4kGkQ2bD9sXw7Lm1' }),
  identity_provider_name: z.string().meta({ example: 'con-4kGkQ2bD9sXw7Lm1' }),
  strategy: z.enum(strategyNames).meta({ example: 'okta' }),
  method: z.literal('scim'),
  attributes: z.array(
    attributeAnswer.extend({
      provisioning_field: z.string().describe('SCIM’s name.').meta({ example: 'displayName' }),
    }),
  ),
  user_id_attribute: z.literal('userName').describe('What identifies a user in their directory.'),
  created_at: z.string().meta({ example }),
  updated_on: z.string().describe('The same: nothing of it changes.').meta({ example }),
})

/** @throws DomainError not_found while there is none */
export function provisioningWire(
  provider: IdentityProvider,
  userAttributes: AttributeProfile,
): z.output<typeof provisioningAnswer> {
  const { id, name, provisionedSince } = provider
  if (provisionedSince === null) throw notFound()
  const since = provisionedSince.toISOString()
  return {
    identity_provider_id: id,
    identity_provider_name: name,
    strategy: strategyOf(provider),
    method: 'scim',
    attributes: attributesIn(userAttributes).flatMap((attribute) =>
      attribute.scim === null ? [] : [{ ...attributeWire(attribute), provisioning_field: attribute.scim }],
    ),
    user_id_attribute: 'userName',
    created_at: since,
    updated_on: since,
  }
}

export const tokenAnswer = z.strictObject({
  token_id: z.string().meta({ example: 'tok_4kGkQ2bD9sXw7Lm1' }),
  created_at: z.string().meta({ example }),
  valid_until: z.string().optional().describe('Absent: until it is revoked.').meta({ example }),
})

export const newTokenAnswer = tokenAnswer.extend({
  token: z.string().describe('Shown once.').meta({ example: 'scim_and-43-more-characters' }),
})

export function tokenWire({ id, createdAt, expiresAt }: DirectoryToken): z.output<typeof tokenAnswer> {
  return {
    token_id: id,
    created_at: createdAt.toISOString(),
    ...(expiresAt === null ? {} : { valid_until: expiresAt.toISOString() }),
  }
}
