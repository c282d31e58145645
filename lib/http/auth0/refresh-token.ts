import { z } from 'zod'
import type { RefreshToken } from '@/lib/domain/tokens/refresh-tokens'
import type { RefreshTokenFilter } from '@/lib/domain/tokens/revoke-refresh-tokens'
import { checkpointQuery } from './checkpoint'
import { ann, documents, later, lumenApi, moment, sessionId } from './example'
import { metadata, metadataAnswer } from './metadata'
import { notFoundOf } from './problem'
import { deviceAnswer, deviceWire } from './session'

const time = z.iso.datetime().meta({ example: moment })
const end = z.iso.datetime().meta({ example: later })
const tokenId = 'atz_4fXk2Hq9TzB1mWc7Lr0Py3'

export const refreshTokenAnswer = z.strictObject({
  id: z
    .string()
    .describe('The id of the token family: a refresh token and those that replace it share one id.')
    .meta({ example: tokenId }),
  user_id: z.string().meta({ example: ann.id }),
  created_at: time,
  idle_expires_at: end,
  expires_at: end,
  last_exchanged_at: time.optional(),
  device: deviceAnswer,
  client_id: z.string().meta({ example: documents.clientId }),
  session_id: z.string().meta({ example: sessionId }),
  rotating: z.literal(true),
  resource_servers: z
    .array(z.strictObject({ audience: z.string(), scopes: z.string() }))
    .meta({ example: [{ audience: lumenApi.identifier, scopes: lumenApi.permission }] }),
  refresh_token_metadata: metadataAnswer,
})

export const refreshTokenChange = z.strictObject({ refresh_token_metadata: metadata.optional() })

export const refreshTokenQuery = z.object({
  ...checkpointQuery,
  user_id: z.string().max(300).describe('The id of the user.'),
  client_id: z.string().max(64).optional(),
})

export const refreshTokensToRevoke = z
  .strictObject({
    ids: z.array(z.string().max(50)).min(1).max(100).optional(),
    user_id: z.string().max(300).optional().meta({ example: ann.id }),
    client_id: z
      .string()
      .max(64)
      .optional()
      .describe('Only together with user_id.')
      .meta({ example: documents.clientId }),
    audience: z.string().max(600).optional().describe('Only together with user_id and client_id.'),
  })
  .transform((given, context): RefreshTokenFilter => {
    const { ids, user_id: userId, client_id: clientId, audience } = given
    if (ids && userId === undefined && clientId === undefined && audience === undefined) return { ids }
    const isWhole = audience === undefined || clientId !== undefined
    if (!ids && userId !== undefined && isWhole) return { userId, clientId, audience }
    context.addIssue('Expected either ids, or user_id, with client_id and audience or without')
    return z.NEVER
  })

export function refreshTokenWire(token: RefreshToken): z.input<typeof refreshTokenAnswer> {
  const { id, exchangedAt } = token
  return {
    id,
    user_id: token.userId,
    created_at: token.createdAt.toISOString(),
    idle_expires_at: token.idleExpiresAt.toISOString(),
    expires_at: token.expiresAt.toISOString(),
    ...(exchangedAt === null ? {} : { last_exchanged_at: exchangedAt.toISOString() }),
    device: deviceWire(token),
    client_id: token.clientId,
    session_id: token.sessionId,
    rotating: true,
    resource_servers: Object.entries(resources.parse(token.resources)).map(([audience, scopes]) => ({
      audience,
      scopes,
    })),
    refresh_token_metadata: metadataAnswer.parse(token.metadata),
  }
}

const resources = z.record(z.string(), z.string())

export const noRefreshToken = notFoundOf('The refresh token does not exist.', 'inexistent_refresh_token')
