import { describe, expect, it } from 'vitest'
import { hashPassword, verifyPassword } from './password'

describe('hashPassword and verifyPassword', () => {
  it('hash with Argon2id at the recommended cost, salted', async () => {
    const [one, other] = await Promise.all([hashPassword('open the door'), hashPassword('open the door')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(other)
    expect(await verifyPassword(one, 'open the door')).toBe(true)
    expect(await verifyPassword(one, 'open the doors')).toBe(false)
  })

  it('recognize a password however its accents were typed', async () => {
    expect(await verifyPassword(await hashPassword('une cle\u0301 secrète'), 'une clé secrète')).toBe(true)
  })

  it('without a hash no password is accepted, after as much work', async () => {
    const stored = await hashPassword('open the door')
    expect(await verifyPassword(null, 'open the door')).toBe(false)
    expect(await verifyPassword(null, '')).toBe(false)
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 15; round++) {
      known.push(await timeOf(() => verifyPassword(stored, 'wrong')))
      unknown.push(await timeOf(() => verifyPassword(null, 'wrong')))
    }
    const ratio = median(unknown) / median(known)
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
  })

  it('more than a kilobyte is never hashed', async () => {
    const stored = await hashPassword('x'.repeat(1_024))
    expect(await verifyPassword(stored, 'x'.repeat(1_024))).toBe(true)
    expect(await verifyPassword(stored, 'x'.repeat(1_025))).toBe(false)
    expect(await verifyPassword(null, 'x'.repeat(1_000_000))).toBe(false)
    await expect(hashPassword('é'.repeat(513))).rejects.toThrow()
  })

  it('a malformed hash is an error, not a wrong password', async () => {
    await expect(verifyPassword('broken', 'open the door')).rejects.toThrow()
  })
})

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function median(times: number[]): number {
  return times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN
}
