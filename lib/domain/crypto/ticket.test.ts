import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ticketOf, type TicketOrigin } from './derive'

const origin: TicketOrigin = {
  secret: 'a secret of the tests',
  invitationId: 'uinv_0123456789abcdef',
  version: 1,
  purpose: 'mailed',
}

describe('ticketOf', () => {
  it('stays the same over releases, so that mailed links keep working', () => {
    expect(ticketOf(origin)).toMatchInlineSnapshot(`"DSN0lsE7GcM7m5ALKELgYoqtmrs95H0N"`)
  })

  it('differs by secret, invitation, version and purpose', () => {
    const tickets = [
      origin,
      { ...origin, secret: 'another secret' },
      { ...origin, invitationId: 'uinv_0123456789abcdeg' },
      { ...origin, version: 2 },
      { ...origin, purpose: 'shown' as const },
    ].map(ticketOf)
    expect(new Set(tickets).size).toBe(tickets.length)
  })

  it('is always 32 letters and digits', () => {
    const origins = fc.record({
      secret: fc.string({ minLength: 1 }),
      invitationId: fc.string(),
      version: fc.nat(),
      purpose: fc.constantFrom('mailed' as const, 'shown' as const),
    })
    fc.assert(
      fc.property(origins, (any) => {
        expect(ticketOf(any)).toMatch(/^[A-Za-z0-9]{32}$/)
        expect(ticketOf(any)).toBe(ticketOf({ ...any }))
      }),
    )
  })

  it('favours no letter', () => {
    const counts = new Map<string, number>()
    for (let version = 0; version < 2_000; version++) {
      for (const letter of ticketOf({ ...origin, version })) counts.set(letter, (counts.get(letter) ?? 0) + 1)
    }
    expect(counts.size).toBe(62)
    const expected = (2_000 * 32) / 62
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    expect(chiSquare).toBeLessThan(110)
  })
})
