import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { type House, housePassword, makeHouse } from '@/test/house'
import { changePassword } from './change-password'
import { endOtherSessions } from './end-other-sessions'
import { endSession } from './end-session'
import { findSession } from './find-session'
import { findSignInPage } from './find-sign-in-page'
import { getAccount } from './get-account'
import { listSessions } from './list-sessions'
import { renameUser } from './rename-user'
import { signInWithPassword } from './sign-in-with-password'

let house: House

beforeAll(async () => {
  house = await makeHouse()
})
afterAll(disconnect)

function signIn(email: string, password = housePassword) {
  return signInWithPassword(house.tenantId, { email, password })
}

async function refusalOf(work: Promise<unknown>): Promise<DomainError> {
  const error = await work.then(
    () => null,
    (refusal: unknown) => refusal,
  )
  if (!(error instanceof DomainError)) throw error instanceof Error ? error : new Error('It was not refused.')
  return error
}

describe('changing one’s password', () => {
  const next = 'a-new-front-door'

  it('ends all other sessions, keeps this one, and tells the user by email', async () => {
    const ann = await house.person({ password: housePassword })
    const other = await signIn(ann.email)
    await changePassword(ann.self, { current: housePassword, password: next })
    expect(await findSession(house.tenantId, other.sessionId, ann.id)).toBeNull()
    expect(await findSession(house.tenantId, ann.sessionId, ann.id)).not.toBeNull()
    expect((await refusalOf(signIn(ann.email))).code).toBe('invalid')
    expect((await signIn(ann.email, next)).userId).toBe(ann.id)
    const mails = await house.look((tx) =>
      tx.mail.findMany({ where: { tenantId: house.tenantId, recipient: ann.email } }),
    )
    expect(mails.map(({ template }) => template)).toEqual(['password_changed'])
  })

  it('requires the current password', async () => {
    const ann = await house.person({ password: housePassword })
    const refusal = await refusalOf(changePassword(ann.self, { current: 'not it', password: next }))
    expect(refusal).toMatchObject({ code: 'invalid', field: 'current_password' })
  })

  it('leaves no session of the old password alive when both come at once', async () => {
    const ann = await house.person({ password: housePassword })
    const [, ...entries] = await Promise.allSettled([
      changePassword(ann.self, { current: housePassword, password: next }),
      ...Array.from({ length: 8 }, () => signIn(ann.email)),
    ])
    const opened = entries.flatMap((entry) => (entry.status === 'fulfilled' ? [entry.value.sessionId] : []))
    const alive = await listSessions(ann.self)
    expect(alive.filter(({ id }) => opened.includes(id))).toEqual([])
  })
})

describe('sessions', () => {
  it('are listed only to their own user', async () => {
    const [ann, ben] = [await house.person({ password: housePassword }), await house.person()]
    const second = await signIn(ann.email)
    expect(new Set((await listSessions(ann.self)).map(({ id }) => id))).toEqual(
      new Set([ann.sessionId, second.sessionId]),
    )
    expect((await listSessions(ben.self)).map(({ id }) => id)).toEqual([ben.sessionId])
  })

  it('end one by one, and never by somebody else', async () => {
    const [ann, ben] = [await house.person({ password: housePassword }), await house.person()]
    const second = await signIn(ann.email)
    expect((await refusalOf(endSession(ben.self, second.sessionId))).code).toBe('not_found')
    await endSession(ann.self, second.sessionId)
    expect(await findSession(house.tenantId, second.sessionId, ann.id)).toBeNull()
    expect((await refusalOf(endSession(ann.self, second.sessionId))).code).toBe('not_found')
  })

  it('end everywhere else at once', async () => {
    const ann = await house.person({ password: housePassword })
    await signIn(ann.email)
    await signIn(ann.email)
    expect(await endOtherSessions(ann.self)).toBe(2)
    expect((await listSessions(ann.self)).map(({ id }) => id)).toEqual([ann.sessionId])
    expect(await endOtherSessions(ann.self)).toBe(0)
  })

  it('cannot be used any more once ended', async () => {
    const ann = await house.person()
    await endSession(ann.self, ann.sessionId)
    expect((await refusalOf(renameUser(ann.self, 'Ghost'))).code).toBe('sign_in_again')
  })
})

describe('one’s account', () => {
  it('shows permissions held at tenant level, and none held in an organization', async () => {
    const ann = await house.person()
    await house.organization({ owner: ann })
    const { held } = await getAccount(ann.self)
    const said = held.flatMap(({ permissions }) => permissions)
    expect(said.map(({ name, sources }) => [name, sources.map(({ roleName }) => roleName)])).toEqual([
      ['create:organizations', ['Everyone']],
    ])
  })
})

describe('one’s name', () => {
  it('can be changed by the user', async () => {
    const ann = await house.person({ name: 'Ann' })
    await renameUser(ann.self, 'Ann Archer')
    expect(await getAccount(ann.self)).toMatchObject({
      name: 'Ann Archer',
      email: ann.email,
      hasPassword: false,
    })
  })
})

describe('an organization’s sign-in page', () => {
  function seenAt(slug: string, tenantId = house.tenantId) {
    return findSignInPage({ kind: 'public', tenantId, subject: slug })
  }

  it('shows what anybody may see, and the ways that are offered', async () => {
    const place = await house.organization({ displayName: 'Acme' })
    const page = await seenAt(place.slug)
    expect(page).toMatchObject({ id: place.id, displayName: 'Acme' })
    expect(page?.connections.map(({ strategy }) => strategy).sort()).toEqual(['email', 'passkey', 'password'])
    await house.arrange((tx) =>
      tx.enabledConnection.updateMany({
        where: { organizationId: place.id, connectionId: house.connection('email') },
        data: { showAsButton: false },
      }),
    )
    const left = (await seenAt(place.slug))?.connections.map(({ strategy }) => strategy)
    expect(left?.sort()).toEqual(['passkey', 'password'])
  })

  it('is not there for unknown, deleted and foreign ones', async () => {
    const place = await house.organization()
    expect(await seenAt('nowhere')).toBeNull()
    expect(await seenAt(place.slug, (await makeHouse()).tenantId)).toBeNull()
    await house.arrange((tx) =>
      tx.organization.updateMany({ where: { id: place.id }, data: { deletedAt: new Date() } }),
    )
    expect(await seenAt(place.slug)).toBeNull()
  })
})
