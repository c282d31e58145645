import { beforeEach, expect, it, vi } from 'vitest'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { joinTokenOf, ssoTicketSecretOf, ticketOf } from '@/lib/domain/crypto/derive'
import { findJoinPath } from '../join-links/join-token'
import { findSsoTicketSecret } from '../sso-tickets/sso-ticket'
import { ticketFor } from './tickets'

const accepted = ['the secret of today', 'the secret before']
const { secrets } = vi.hoisted((): { secrets: { acceptedSecrets: string[] } } => ({
  secrets: { acceptedSecrets: [] },
}))
vi.mock('@/lib/env', () => ({ env: () => secrets }))

beforeEach(() => Object.assign(secrets, { acceptedSecrets: accepted }))

function stored(secret: string, version = 1) {
  const tickets = (['mailed', 'shown'] as const).map((purpose) => ({
    version,
    purpose,
    ticketHash: sha256Hex(ticketOf({ secret, invitationId: 'uinv_1', version, purpose })),
  }))
  return { id: 'uinv_1', version, tickets }
}

it('derives the ticket that was stored, also over a rotation of the secret', () => {
  for (const secret of accepted) {
    const ticket = ticketFor(stored(secret), 'mailed')
    expect(ticket).toBe(ticketOf({ secret, invitationId: 'uinv_1', version: 1, purpose: 'mailed' }))
  }
})

it('makes no link that would not work', () => {
  expect(() => ticketFor(stored('another secret'), 'shown')).toThrow('unknown FOYER_SECRET')
  expect(() => ticketFor({ ...stored('the secret of today'), version: 2 }, 'shown')).toThrow()
  secrets.acceptedSecrets = ['the secret of today']
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
