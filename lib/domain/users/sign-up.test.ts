import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import type { EmailAddress } from '@/lib/domain/text/parse-email'
import { address, from, mailsTo, passwordOpens, proofRow, refusalCode, userAt } from '@/test/at-the-door'
import { housePassword, makeHouse, type House } from '@/test/house'
import { findSession } from './find-session'
import { proofSecrets } from './proof-secrets'
import { proveSignUp } from './prove-sign-up'
import { signUp } from './sign-up'

let house: House

beforeAll(async () => {
  house = await makeHouse()
})
afterAll(disconnect)

function asking(given: { to: EmailAddress; name?: string; password?: string }) {
  const { to, name = 'Ann Archer', password = housePassword } = given
  return from(() => signUp(house.tenantId, { name, address: to, password }))
}

describe('signing up', () => {
  it('makes nobody until the address is proven, and then a person with a session', async () => {
    const to = address()
    const { proofId } = await asking({ to })
    expect(await userAt(house, to.email)).toBeNull()
    expect(await mailsTo(house, to.email)).toMatchObject([
      { template: 'sign_up_proof', payload: { proofId } },
    ])
    const arrival = await from(async () =>
      proveSignUp(house.tenantId, { token: proofSecrets({ id: proofId }).token }),
    )
    expect(await findSession(house.tenantId, arrival.sessionId, arrival.userId)).toMatchObject({
      user: { email: to.email },
    })
    expect(await passwordOpens(house, to, housePassword)).toBe(true)
  })

  it('takes the code as well, once', async () => {
    const { proofId } = await asking({ to: address() })
    const { code, token } = proofSecrets({ id: proofId })
    await from(() => proveSignUp(house.tenantId, { proofId, code }))
    expect(await refusalCode(from(() => proveSignUp(house.tenantId, { proofId, code })))).toBe('gone')
    expect(await refusalCode(from(() => proveSignUp(house.tenantId, { token })))).toBe('gone')
  })

  it('makes one person of many proofs at once', async () => {
    const to = address()
    const { proofId } = await asking({ to })
    const { token } = proofSecrets({ id: proofId })
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => from(() => proveSignUp(house.tenantId, { token }))),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('over an account that exists answers the same, mails otherwise, and changes nothing', async () => {
    const ann = await house.person({ password: housePassword, name: 'Ann Archer' })
    const to = address(ann.email)
    const answer = await asking({ to, name: 'Mallory', password: 'mallory-was-here-1' })
    expect(Object.keys(answer)).toEqual(Object.keys(await asking({ to: address() })))
    expect(await mailsTo(house, ann.email)).toMatchObject([{ template: 'sign_up_existing' }])
    const { token, code } = proofSecrets({ id: answer.proofId })
    expect(await refusalCode(from(() => proveSignUp(house.tenantId, { token })))).toBe('conflict')
    expect(
      await refusalCode(from(() => proveSignUp(house.tenantId, { proofId: answer.proofId, code }))),
    ).toBe('conflict')
    expect(await userAt(house, ann.email)).toMatchObject({ name: 'Ann Archer' })
    expect(await passwordOpens(house, to, 'mallory-was-here-1')).toBe(false)
    expect(await passwordOpens(house, to, housePassword)).toBe(true)
  })

  it('replaces what was set for an address that nobody had proven', async () => {
    const made = await house.person({ password: 'set-by-somebody-else', proven: false })
    const to = address(made.email)
    const { proofId } = await asking({ to })
    const { token } = proofSecrets({ id: proofId })
    expect((await from(() => proveSignUp(house.tenantId, { token }))).userId).toBe(made.id)
    expect(await passwordOpens(house, to, 'set-by-somebody-else')).toBe(false)
    expect(await passwordOpens(house, to, housePassword)).toBe(true)
  })

  it('opens to the password chosen at the link, and not to the one it was begun with', async () => {
    const to = address()
    const { proofId } = await asking({ to, password: 'mallory-was-here-1' })
    const { token } = proofSecrets({ id: proofId })
    await from(() => proveSignUp(house.tenantId, { token }, 'chosen-by-its-owner'))
    expect(await passwordOpens(house, to, 'mallory-was-here-1')).toBe(false)
    expect(await passwordOpens(house, to, 'chosen-by-its-owner')).toBe(true)
  })

  it('opens to the one it was begun with where none is chosen at the link', async () => {
    const to = address()
    const { proofId } = await asking({ to, password: 'begun-with-this-one' })
    const { token } = proofSecrets({ id: proofId })
    await from(() => proveSignUp(house.tenantId, { token }))
    expect(await passwordOpens(house, to, 'begun-with-this-one')).toBe(true)
  })

  it('keeps the chosen password of somebody made before, too', async () => {
    const made = await house.person({ password: 'set-by-somebody-else', proven: false })
    const to = address(made.email)
    const { proofId } = await asking({ to, password: 'mallory-was-here-1' })
    const { token } = proofSecrets({ id: proofId })
    const arrival = await from(() => proveSignUp(house.tenantId, { token }, 'chosen-by-its-owner'))
    expect(arrival.userId).toBe(made.id)
    expect(await passwordOpens(house, to, 'mallory-was-here-1')).toBe(false)
    expect(await passwordOpens(house, to, 'chosen-by-its-owner')).toBe(true)
  })

  it('refuses a password that anyone would try, and mails nobody', async () => {
    const to = address()
    expect(await refusalCode(asking({ to, password: 'password123' }))).toBe('invalid')
    expect(await mailsTo(house, to.email)).toEqual([])
  })

  it('keeps the password’s hash and nothing that opens the door', async () => {
    const { proofId } = await asking({ to: address() })
    const row = await proofRow(house, proofId)
    const { token, code } = proofSecrets({ id: proofId })
    expect(row.passwordHash).toMatch(/^\$argon2id\$/)
    expect(JSON.stringify(row)).not.toContain(token)
    expect(JSON.stringify(row)).not.toContain(`"${code}"`)
  })
})
