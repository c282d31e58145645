import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { proofSecrets } from '@/lib/domain/users/proof-secrets'
import { newId } from '@/lib/ids'
import { makeHouse } from '@/test/house'
import { takeOwnDatabase } from '@/test/own-database'
import { PostRoom } from '@/test/post-room'
import { startFakeResend } from '@/test/fake-resend'
import { findLocalMail, isMailboxOpen, listLocalMails } from './mailbox'
import { startOutbox } from './outbox'

let room: PostRoom

beforeAll(async () => {
  await takeOwnDatabase()
  const house = await makeHouse()
  room = new PostRoom(house, await startFakeResend(), await house.person())
  await startOutbox()
})

afterAll(async () => {
  await room.close()
  await disconnect()
})

test('without Resend a mail stays here, whole, with its link and code', async () => {
  const [to, proofId] = [room.address(), newId('proof')]
  await room.house.arrange((tx) =>
    tx.emailProof.create({
      data: {
        id: proofId,
        purpose: 'sign_up',
        email: to,
        emailFolded: to,
        tokenHash: proofId,
        name: 'Pat',
        expiresAt: new Date(Date.now() + 3_600_000),
      },
    }),
  )
  await room.post({ template: 'sign_up_proof', proofId, to })
  await room.settled(to)

  const { token, code } = proofSecrets({ id: proofId })
  const link = `http://${room.house.tenantId}.localhost:3000/verify?token=${token}`
  const [mail, ...others] = await listLocalMails(room.house.tenantId, { to: to.toUpperCase() })
  expect(others).toEqual([])
  expect(mail).toMatchObject({
    to,
    from: '"House" <hello@foyer.test>',
    subject: 'Confirm your address for House',
    template: 'sign_up_proof',
    links: [link],
  })
  expect(mail?.text).toContain(link)
  expect(mail?.text).toContain(code)
  expect(mail?.html).toContain(code)
  expect(await findLocalMail(room.house.tenantId, mail?.id ?? '')).toEqual(mail)
  expect(room.resend.attempts()).toEqual([])
})

test('the mailbox lists the newest first, finds parts of addresses, and is one tenant’s own', async () => {
  const [first, second] = [await room.posted(), await room.posted()]
  await room.settled(first)
  await room.settled(second)
  const listed = (await listLocalMails(room.house.tenantId)).map(({ to }) => to)
  expect(listed.slice(0, 2)).toEqual([second, first])
  const found = await listLocalMails(room.house.tenantId, { search: first.slice(2, 9).toUpperCase() })
  expect(found.map(({ to }) => to)).toEqual([first])

  const elsewhere = (await makeHouse()).tenantId
  expect(await listLocalMails(elsewhere)).toEqual([])
  expect(await findLocalMail(elsewhere, (await room.row(first)).id)).toBeNull()
})

test('the mailbox opens with the demo alone, and never where mail leaves the machine', async () => {
  expect(isMailboxOpen()).toBe(true)
  for (const given of [{ RESEND_API_KEY: 're_test', EMAIL_FROM: 'a@b.test' }, { FOYER_DEMO: 'off' }]) {
    vi.resetModules()
    for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value)
    const fresh = await import('./mailbox')
    expect(fresh.isMailboxOpen(), Object.keys(given).join()).toBe(false)
    vi.unstubAllEnvs()
  }
})

test('a process that works the outbox has housekeeping come every hour', async () => {
  const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] })
  await client.connect()
  const { rows } = await client.query<{ name: string; cron: string }>(
    'SELECT name, cron FROM pgboss.schedule',
  )
  await client.end()
  expect(rows).toEqual([{ name: 'housekeeping', cron: '0 * * * *' }])
})
