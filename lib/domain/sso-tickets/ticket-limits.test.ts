import { expect, it } from 'vitest'
import { withOrigin } from '@/lib/db/events'
import { newId } from '@/lib/ids'
import { createTestTenant } from '@/test/fixtures/tenant'
import { reserveTicketUse } from './find-sso-ticket'

const { tenantId } = await createTestTenant()

/** How many of as many uses at once are not refused. */
async function countAllowed(uses: readonly { ip: string; ticket: string }[]): Promise<number> {
  const ends = await Promise.allSettled(
    uses.map(({ ip, ticket }) => withOrigin({ ip }, () => reserveTicketUse(tenantId, ticket))),
  )
  for (const end of ends)
    if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'too_many' })
  return ends.filter(({ status }) => status === 'fulfilled').length
}

it('a ticket is used 100 times in 15 minutes, from wherever', async () => {
  const ticket = newId('ssoTicket')
  const uses = Array.from({ length: 130 }, (_, index) => ({ ip: `192.0.2.${index}`, ticket }))
  expect(await countAllowed(uses)).toBe(100)
})

it('an address tries 100 tickets in 15 minutes, and leaves others their tries', async () => {
  const uses = Array.from({ length: 130 }, () => ({ ip: '198.51.100.7', ticket: newId('ssoTicket') }))
  expect(await countAllowed(uses)).toBe(100)
  expect(await countAllowed([{ ip: '198.51.100.8', ticket: newId('ssoTicket') }])).toBe(1)
})
