import { createMiddleware } from 'hono/factory'
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose'
import { z } from 'zod'
import { refusal } from './refusal'

/** The accepted issuer and audience, byte for byte as in Foyer’s tokens: `issuer` ends with a slash. */
export interface Trust {
  issuer: string
  audience: string
}

export interface Caller {
  /** A person’s id, or `<client id>@clients` for a machine. */
  sub: string
  organization: string
  permissions: string[]
}

const claims = z.object({ sub: z.string(), permissions: z.array(z.string()).default([]) })
const organizationClaim = z.object({ org_id: z.string() })

/** Accepts only a valid token that is for an organization, and sets `context.var.caller`. */
export function authenticate({ issuer, audience }: Trust) {
  const keys = createRemoteJWKSet(new URL('.well-known/jwks.json', issuer))
  const expected = { issuer, audience, typ: 'at+jwt', algorithms: ['RS256'], requiredClaims: ['exp'] }

  async function verified(token: string): Promise<JWTPayload> {
    try {
      return (await jwtVerify(token, keys, expected)).payload
    } catch (error) {
      // If Foyer cannot be reached, the token may still be valid: that is a server error, not a 401.
      if (!(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout) throw error
      throw refusal(401, 'invalid_token', 'The access token is not valid.')
    }
  }

  return createMiddleware<{ Variables: { caller: Caller } }>(async (context, next) => {
    const [, token] = /^Bearer ([\w.-]+)$/i.exec(context.req.header('authorization') ?? '') ?? []
    if (token === undefined)
      throw refusal(401, 'invalid_token', 'Send an access token: Authorization: Bearer …')
    const payload = await verified(token)
    const caller = claims.safeParse(payload)
    if (!caller.success) throw refusal(401, 'invalid_token', 'The access token is not valid.')
    const organization = organizationClaim.safeParse(payload)
    if (!organization.success)
      throw refusal(
        403,
        'organization_required',
        'The access token is for no organization. Ask for one with organization=….',
      )
    context.set('caller', { ...caller.data, organization: organization.data.org_id })
    await next()
  })
}

/** Checks the permission in the caller’s token. */
export function needs(permission: string) {
  return createMiddleware<{ Variables: { caller: Caller } }>(async (context, next) => {
    if (!context.var.caller.permissions.includes(permission))
      throw refusal(403, 'insufficient_scope', `This needs the permission ${permission}.`)
    await next()
  })
}
