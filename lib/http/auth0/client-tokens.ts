import { z } from 'zod'
import { clientFields, type ClientSettings, refreshTokenPolicies } from '@/lib/domain/clients/client-fields'
import { literal, literalFlag } from './literal'
import { property } from './properties'

const initial = {
  idTokenSeconds: clientFields.idTokenSeconds.initial,
  refreshAbsoluteSeconds: clientFields.refreshAbsoluteSeconds.initial,
  refreshIdleSeconds: clientFields.refreshIdleSeconds.initial,
  refreshTokenPolicies: [],
}

export const jwtConfiguration = property({
  request: z
    .strictObject({
      alg: literal('RS256', 'ID tokens are signed with RS256.'),
      secret_encoded: literalFlag(false, 'ID tokens are signed with RS256, not with a secret.'),
      lifetime_in_seconds: z
        .int()
        .min(1)
        .max(2_592_000)
        .optional()
        .describe('The lifetime of ID tokens, in seconds.'),
    })
    .nullable(),
  answer: z
    .strictObject({ alg: z.string(), lifetime_in_seconds: z.int(), secret_encoded: z.boolean() })
    .optional()
    .meta({ example: jwtAnswer(initial) }),
  decode: (given) => ({
    idTokenSeconds: given === null ? initial.idTokenSeconds : given.lifetime_in_seconds,
  }),
  encode: jwtAnswer,
})

function jwtAnswer({ idTokenSeconds }: Pick<ClientSettings, 'idTokenSeconds'>) {
  return { alg: 'RS256', lifetime_in_seconds: idTokenSeconds, secret_encoded: false }
}

const lifetime = z.int().min(1).max(157_788_000).optional()

export const refreshToken = property({
  request: z
    .strictObject({
      rotation_type: literal('rotating', 'Every refresh token is used once.'),
      expiration_type: literal('expiring', 'Every refresh token expires.'),
      leeway: literal(0, 'Reuse of a refresh token revokes its family at once.'),
      infinite_token_lifetime: literalFlag(false, 'Every refresh token expires.'),
      infinite_idle_token_lifetime: literalFlag(false, 'Every refresh token expires.'),
      token_lifetime: lifetime.describe(
        'The total time, in seconds, for which refresh tokens can extend a sign-in.',
      ),
      idle_token_lifetime: lifetime.describe(
        'The time in seconds after which an unused refresh token expires.',
      ),
      policies: refreshTokenPolicies
        .nullable()
        .optional()
        .describe('The other APIs for which refresh tokens get access tokens, with the scopes for each.'),
    })
    .nullable(),
  answer: z
    .strictObject({
      rotation_type: z.string(),
      expiration_type: z.string(),
      leeway: z.int(),
      token_lifetime: z.int(),
      idle_token_lifetime: z.int(),
      infinite_token_lifetime: z.boolean(),
      infinite_idle_token_lifetime: z.boolean(),
      policies: refreshTokenPolicies.optional(),
    })
    .optional()
    .meta({ example: refreshAnswer(initial) }),
  decode: (given) => ({
    refreshAbsoluteSeconds: given === null ? initial.refreshAbsoluteSeconds : given.token_lifetime,
    refreshIdleSeconds: given === null ? initial.refreshIdleSeconds : given.idle_token_lifetime,
    refreshTokenPolicies: given === null || given.policies === null ? [] : given.policies,
  }),
  encode: refreshAnswer,
})

function refreshAnswer({
  refreshAbsoluteSeconds: absolute,
  refreshIdleSeconds: idle,
  refreshTokenPolicies: policies,
}: Pick<ClientSettings, 'refreshAbsoluteSeconds' | 'refreshIdleSeconds' | 'refreshTokenPolicies'>) {
  return {
    ...(policies.length > 0 ? { policies } : {}),
    rotation_type: 'rotating',
    expiration_type: 'expiring',
    leeway: 0,
    token_lifetime: absolute,
    idle_token_lifetime: idle,
    infinite_token_lifetime: false,
    infinite_idle_token_lifetime: false,
  }
}
