import { expect, it } from 'vitest'
import { enterCode, setUpApp, signInUntilCode } from '@/test/fixtures/authenticators'
import { createOperator } from '@/test/fixtures/operator'
import { refusalCode } from '@/test/fixtures/signed-out'
import { createTestTenant, testPassword } from '@/test/fixtures/tenant'
import { codeOf } from '@/test/totp-code'
import { unblockSignIn } from '../users/sign-in-blocks'
import { completePendingSignIn } from './complete-pending-sign-in'

it('limits the codes of a user over all known devices, and leaves other browsers their tries', async () => {
  const tenant = await createTestTenant()
  const ann = await tenant.createUser({ password: testPassword })
  const { secret } = await setUpApp(ann)
  const unknown = { id: 'psi_unknown', userId: ann.id }
  const guess = (device: string) =>
    refusalCode(
      completePendingSignIn(tenant.tenantId, { pending: unknown, factor: { code: '000000' }, device }),
    )
  for (let device = 0; device < 50; device += 1) expect(await guess(`device-${device}`)).toBe('gone')
  expect(await guess('another')).toBe('too_many')
  const pending = await signInUntilCode(tenant, ann)
  expect((await enterCode(tenant, pending, { code: codeOf(secret, 1) })).userId).toBe(ann.id)
  expect(await guess('another')).toBe('too_many')
  const operator = await tenant.tenantAccess(await createOperator(tenant), 'update:users')
  await unblockSignIn(operator, { userId: ann.id })
  expect(await guess('another')).toBe('gone')
})
