import { afterEach, expect, it, vi } from 'vitest'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { joinTokenOf, ssoTicketSecretOf, ticketOf } from '@/lib/domain/crypto/derive'
import { findJoinPath } from '../join-links/join-token'
import { findSsoTicketSecret } from '../sso-tickets/sso-ticket'
import { ticketFor } from './tickets'

interface Secrets {
  secret: string
  previousSecret: string | undefined
}

const { secrets } = vi.hoisted((): { secrets: Secrets } => ({
  secrets: { secret: 'the secret of today', previousSecret: 'the secret before' },
}))
vi.mock('@/lib/env', () => ({ env: () => secrets }))

afterEach(() => Object.assign(secrets, { previousSecret: 'the secret before' }))

function stored(secret: string, version = 1) {
  const tickets = (['mailed', 'shown'] as const).map((purpose) => ({
    version,
    purpose,
    ticketHash: sha256Hex(ticketOf({ secret, invitationId: 'uinv_1', version, purpose })),
  }))
  return { id: 'uinv_1', version, tickets }
}

it('derives the ticket that was stored, also over a rotation of the secret', () => {
  for (const secret of ['the secret of today', 'the secret before']) {
    const ticket = ticketFor(stored(secret), 'mailed')
    expect(ticket).toBe(ticketOf({ secret, invitationId: 'uinv_1', version: 1, purpose: 'mailed' }))
  }
})

it('makes no link that would not work', () => {
  expect(() => ticketFor(stored('another secret'), 'shown')).toThrow('unknown FOYER_SECRET')
  expect(() => ticketFor({ ...stored('the secret of today'), version: 2 }, 'shown')).toThrow()
  secrets.previousSecret = undefined
  expect(() => ticketFor(stored('the secret before'), 'shown')).toThrow()
})

it('derives the secret of a join link in the same way', () => {
  const id = 'jln_1'
  for (const secret of ['the secret of today', 'the secret before', 'another secret']) {
    const token = joinTokenOf({ secret, joinLinkId: id })
    const path = secret === 'another secret' ? null : `/join/${token}`
    expect(findJoinPath({ id, tokenHash: sha256Hex(token) })).toBe(path)
  }
})

it('derives the secret of a set-up link in the same way', () => {
  const id = 'sst_1'
  for (const secret of ['the secret of today', 'the secret before', 'another secret']) {
    const found = ssoTicketSecretOf({ secret, ssoTicketId: id })
    const expected = secret === 'another secret' ? null : found
    expect(findSsoTicketSecret({ id, ticketHash: sha256Hex(`${id}${found}`) })).toBe(expected)
  }
})
