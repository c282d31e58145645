import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withOrigin } from '@/lib/db/events'
import { disconnect } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { type House, housePassword, makeHouse, type Person } from '@/test/house'
import { findSession } from './find-session'
import { signInWithPassword, type PasswordAttempt } from './sign-in-with-password'

let house: House
let ann: Person

beforeAll(async () => {
  house = await makeHouse()
  ann = await house.person({ name: 'Ann Archer', password: housePassword })
})
afterAll(disconnect)

let addresses = 0
/** Runs from its own IP address, so that tests do not use up each other’s attempts. */
function from<T>(work: () => Promise<T>, ip = `192.0.2.${++addresses}`): Promise<T> {
  return withOrigin({ ip }, work)
}

function attempt(given: Partial<PasswordAttempt> = {}) {
  return from(() =>
    signInWithPassword(house.tenantId, { email: ann.email, password: housePassword, ...given }),
  )
}

async function refusalOf(work: Promise<unknown>): Promise<{ code: string; message: string; field: unknown }> {
  const error = await work.then(
    () => null,
    (refusal: unknown) => refusal,
  )
  if (!(error instanceof DomainError)) throw new Error('It was not refused.')
  return { code: error.code, message: error.message, field: error.field }
}

describe('a right password', () => {
  it('opens a session of its own each time', async () => {
    const [first, second] = [await attempt(), await attempt()]
    expect(first.sessionId).not.toBe(second.sessionId)
    const live = await findSession(house.tenantId, first.sessionId, first.userId)
    expect(live).toMatchObject({ user: { id: ann.id }, amr: ['pwd'], organization: null })
  })

  it('finds the address however it is written', async () => {
    expect((await attempt({ email: ` ${ann.email.toUpperCase()} ` })).userId).toBe(ann.id)
  })

  it('enters the organization whose page was used', async () => {
    const place = await house.organization({ owner: ann })
    const arrival = await attempt({ organizationId: place.id })
    expect(arrival.organization).toEqual({ id: place.id, slug: place.slug })
    const live = await findSession(house.tenantId, arrival.sessionId, ann.id)
    expect(live?.organization?.id).toBe(place.id)
  })

  it('enters no organization at the page of one that the user is not a member of', async () => {
    const place = await house.organization()
    const arrival = await attempt({ organizationId: place.id })
    expect(arrival.organization).toBeNull()
    const live = await findSession(house.tenantId, arrival.sessionId, ann.id)
    expect(live?.organization).toBeNull()
  })
})

describe('every refusal is the same', () => {
  const refusal = { code: 'invalid', message: 'That email and password do not match.', field: undefined }

  it('for a wrong password, an unknown address and a malformed address', async () => {
    expect(await refusalOf(attempt({ password: 'not-the-front-door' }))).toEqual(refusal)
    expect(await refusalOf(attempt({ email: 'nobody@house.test' }))).toEqual(refusal)
    expect(await refusalOf(attempt({ email: 'no address' }))).toEqual(refusal)
    expect(await refusalOf(attempt({ password: 'x'.repeat(5000) }))).toEqual(refusal)
  })

  it('for a user who is blocked, not verified or without a password', async () => {
    const blocked = await house.person({ password: housePassword })
    await house.arrange((tx) => tx.user.updateMany({ where: { id: blocked.id }, data: { blocked: true } }))
    const unproven = await house.person({ password: housePassword, proven: false })
    const without = await house.person()
    for (const { email } of [blocked, unproven, without])
      expect(await refusalOf(attempt({ email }))).toEqual(refusal)
  })

  it('for an organization that does not take passwords', async () => {
    const place = await house.organization({ owner: ann })
    await house.arrange((tx) =>
      tx.enabledConnection.deleteMany({
        where: { organizationId: place.id, connectionId: house.connection('password') },
      }),
    )
    expect(await refusalOf(attempt({ organizationId: place.id }))).toEqual(refusal)
  })

  it('for the password of a user with the same address in another tenant', async () => {
    const other = await makeHouse()
    await other.person({ email: ann.email, password: 'another-front-door' })
    expect(await refusalOf(attempt({ password: 'another-front-door' }))).toEqual(refusal)
  })

  it('and is recorded without a word about the password', async () => {
    const carol = await house.person({ password: housePassword })
    await refusalOf(attempt({ email: carol.email, password: 'a guess at the door' }))
    const [event] = await house.look((tx) =>
      tx.auditEvent.findMany({
        where: { tenantId: house.tenantId, type: 'session.refused', targetId: carol.id },
        include: { people: true },
      }),
    )
    expect(event).toMatchObject({ actorId: null, people: { targetEmail: carol.email } })
    expect(JSON.stringify(event)).not.toContain('a guess')
  })
})

describe('guessing', () => {
  it('gets ten hashes out of two hundred tries at once; a known device still gets in', async () => {
    const dan = await house.person({ password: housePassword })
    const guesses = Array.from({ length: 200 }, (_, place) =>
      refusalOf(
        from(
          () => signInWithPassword(house.tenantId, { email: dan.email, password: `guess number ${place}` }),
          '198.51.100.7',
        ),
      ),
    )
    const codes = (await Promise.all(guesses)).map(({ code }) => code)
    expect(codes.filter((code) => code === 'invalid')).toHaveLength(10)
    expect(codes.filter((code) => code === 'too_many')).toHaveLength(190)
    const own = { email: dan.email, password: housePassword }
    const locked = from(() => signInWithPassword(house.tenantId, own), '198.51.100.7')
    expect((await refusalOf(locked)).code).toBe('too_many')
    const known = from(() => signInWithPassword(house.tenantId, { ...own, device: 'known' }), '198.51.100.7')
    expect((await known).userId).toBe(dan.id)
  })

  it('does not include frequent correct sign-ins', async () => {
    const eve = await house.person({ password: housePassword })
    for (let time = 0; time < 12; time++) {
      const own = { email: eve.email, password: housePassword }
      await from(() => signInWithPassword(house.tenantId, own), '198.51.100.8')
    }
  })
})
