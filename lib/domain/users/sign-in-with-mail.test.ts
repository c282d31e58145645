import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import type { EmailAddress } from '@/lib/domain/text/parse-email'
import { address, from, mailsTo, passwordOpens, proofRow, refusalCode, userAt } from '@/test/at-the-door'
import { makeHouse, type House } from '@/test/house'
import { askSignInMail } from './ask-sign-in-mail'
import { findProof } from './find-proof'
import { findSession } from './find-session'
import { proofSecrets } from './proof-secrets'
import { proveSignUp } from './prove-sign-up'
import { resetPassword } from './reset-password'
import { signInWithMail } from './sign-in-with-mail'

let house: House

beforeAll(async () => {
  house = await makeHouse()
})
afterAll(disconnect)

describe('signing in by mail', () => {
  async function asked(to: EmailAddress): Promise<string> {
    return (await from(() => askSignInMail(house.tenantId, { address: to }))).proofId
  }

  it('opens a session at the link, once', async () => {
    const ann = await house.person()
    const { token } = proofSecrets({ id: await asked(address(ann.email)) })
    const arrival = await from(() => signInWithMail(house.tenantId, { token }))
    expect(await findSession(house.tenantId, arrival.sessionId, ann.id)).toMatchObject({ amr: ['otp'] })
    expect(await refusalCode(from(() => signInWithMail(house.tenantId, { token })))).toBe('gone')
  })

  it('ends after five wrong codes, while the link still works', async () => {
    const ann = await house.person()
    const proofId = await asked(address(ann.email))
    const { code, token } = proofSecrets({ id: proofId })
    const wrong = code === '000000' ? '000001' : '000000'
    const tries = Array.from({ length: 20 }, () =>
      refusalCode(from(() => signInWithMail(house.tenantId, { proofId, code: wrong }))),
    )
    expect(new Set(await Promise.all(tries))).toEqual(new Set(['gone']))
    expect(await refusalCode(from(() => signInWithMail(house.tenantId, { proofId, code })))).toBe('gone')
    const proof = await proofRow(house, proofId)
    expect(proof.attempts).toBe(5)
    expect((await from(() => signInWithMail(house.tenantId, { token }))).userId).toBe(ann.id)
  })

  it('refuses a proof that is overdue, of another purpose, or of another tenant', async () => {
    const ann = await house.person()
    const proofId = await asked(address(ann.email))
    const { token } = proofSecrets({ id: proofId })
    const other = await makeHouse()
    expect(await refusalCode(from(() => signInWithMail(other.tenantId, { token })))).toBe('gone')
    expect(await refusalCode(from(() => proveSignUp(house.tenantId, { token })))).toBe('gone')
    expect(
      await refusalCode(from(() => resetPassword(house.tenantId, { token, password: 'a-new-front-door' }))),
    ).toBe('gone')
    await house.arrange(
      (tx) => tx.$executeRaw`
      UPDATE email_proofs SET expires_at = now() WHERE tenant_id = ${house.tenantId} AND id = ${proofId}`,
    )
    expect(await refusalCode(from(() => signInWithMail(house.tenantId, { token })))).toBe('gone')
    expect(await findProof(house.tenantId, 'sign_in', token)).toMatchObject({ state: 'expired' })
  })

  it('leaves the same rows for an unknown address, and opens nothing there', async () => {
    const ann = await house.person()
    const [known, unknown] = [address(ann.email), address()]
    const proofs = [await asked(known), await asked(unknown)]
    expect((await mailsTo(house, unknown.email)).length).toBe((await mailsTo(house, known.email)).length)
    const { token } = proofSecrets({ id: proofs[1] ?? '' })
    expect(await refusalCode(from(() => signInWithMail(house.tenantId, { token })))).toBe('gone')
    expect(await userAt(house, unknown.email)).toBeNull()
  })

  it('does not let in somebody who was blocked after asking', async () => {
    const ann = await house.person()
    const { token } = proofSecrets({ id: await asked(address(ann.email)) })
    await house.arrange((tx) => tx.user.updateMany({ where: { id: ann.id }, data: { blocked: true } }))
    expect(await refusalCode(from(() => signInWithMail(house.tenantId, { token })))).toBe('gone')
  })

  it('proves the address of somebody made before, whose password then does not count', async () => {
    const made = await house.person({ password: 'set-by-somebody-else', proven: false })
    const to = address(made.email)
    const { token } = proofSecrets({ id: await asked(to) })
    await from(() => signInWithMail(house.tenantId, { token }))
    expect(await userAt(house, made.email)).toMatchObject({ identities: [] })
    expect(await passwordOpens(house, to, 'set-by-somebody-else')).toBe(false)
  })

  it('mails one address once a minute, also when many ask at once', async () => {
    const ann = await house.person()
    const to = address(ann.email)
    const asks = await Promise.allSettled(
      Array.from({ length: 20 }, () => from(() => askSignInMail(house.tenantId, { address: to }))),
    )
    expect(asks.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await mailsTo(house, ann.email)).toHaveLength(1)
  })
})
