import { expect, test } from '@playwright/test'
import { sendAll, startVanishingProduct, type VanishingProduct } from '../test/vanishing-requests.ts'

let product: VanishingProduct

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(180_000)
  product = await startVanishingProduct()
})
test.afterAll(() => product.stop())

/** Less than a client waits; without a limit of its own, a request waited for minutes. */
const longestMilliseconds = 20_000

for (const isAnother of [true, false]) {
  const what = isAnother ? 'another server has taken its place' : 'the network is back'
  test(`a database that vanishes: every request is refused soon, and served again once ${what}`, async () => {
    const { database, requests } = product
    const unserved = async () => (await sendAll(requests)).filter(({ status }) => status >= 500)
    await expect.poll(unserved, { timeout: 30_000 }).toEqual([])

    database.vanish()
    const ready = sendAll(product.ready)
    const first = await sendAll(requests)
    const readiness = await ready
    // What a page knows for some seconds, such as the tenants, it may still show.
    const later = await sendAll(requests)
    database.appear({ isAnother })

    const answers = [...first, ...readiness, ...later]
    expect(answers.filter(({ milliseconds }) => milliseconds > longestMilliseconds)).toEqual([])
    expect(answers.filter(({ status }) => status >= 500 && status !== 503)).toEqual([])
    expect([...readiness, ...later].filter(({ status }) => status !== 503)).toEqual([])
    await expect.poll(unserved, { timeout: 30_000 }).toEqual([])
    for (const { status } of await sendAll(product.ready)) expect(status).toBe(200)
  })
}
