import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { completeHeaders } from './fixed-headers'

function answered(policy?: string): ServerResponse {
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  completeHeaders(response, {})
  if (policy !== undefined) response.setHeader('content-security-policy', policy)
  return response.writeHead(200)
}

describe('which origins may frame an answer', () => {
  it.each([undefined, "default-src 'none'", "default-src 'none'; frame-ancestors 'none'"])(
    'are none by the older header as well, with the policy %s',
    (policy) => {
      expect(answered(policy).getHeader('x-frame-options')).toBe('DENY')
    },
  )

  it('are in the policy alone where it names some', () => {
    const policy = "default-src 'none'; frame-ancestors https://app.tenant.test"
    const headers = answered(policy).getHeaders()
    expect(headers).not.toHaveProperty('x-frame-options')
    expect(headers).toMatchObject({ 'content-security-policy': policy, 'x-content-type-options': 'nosniff' })
  })
})
