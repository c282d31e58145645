import { expect, test } from '@playwright/test'
import { prepareRequests, type ProductRequests } from '../test/product-requests.ts'
import { send, type Wanted } from '../test/released-requests.ts'
import { readSignInForm, submission, type SignInForm } from '../test/sign-in-form.ts'
import { startTwoProcesses, type TwoProcesses } from '../test/two-processes.ts'
import { VanishingDatabase } from '../test/vanishing-database.ts'

let database: VanishingDatabase
let product: TwoProcesses
let forms: SignInForm[]
let requests: ProductRequests

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(180_000)
  product = await startTwoProcesses({
    connect: async (url) => (database = await VanishingDatabase.start(url)).url,
  })
  forms = await Promise.all(product.ports.map(readSignInForm))
  requests = await prepareRequests(product)
})
test.afterAll(async () => {
  database.appear({ isAnother: true })
  await product.stop()
  await database.stop()
})

/** By name, to each process where it can be; each from another network. */
function allRequests(): [name: string, request: Wanted][] {
  const signIns = product.ports.map((port, index): [string, Wanted] => {
    const form = forms[index]
    if (!form) throw new Error('There is no such form.')
    return ['sign-in form', { ...submission(form, { email: 'ben@acme.test' }), port }]
  })
  const pages = requests.pages.map((request): [string, Wanted] => [request.path, request])
  return [...Object.entries(requests.protocols), ...pages, ...signIns]
}

interface Outcome {
  name: string
  status: number
  milliseconds: number
}

function sendAll(wanted: readonly [name: string, request: Wanted][]): Promise<Outcome[]> {
  return Promise.all(
    wanted.map(async ([name, request], index) => {
      const headers = { ...request.headers, 'x-forwarded-for': `10.255.0.${index}` }
      const { status, milliseconds } = await send({ ...request, headers })
      return { name, status, milliseconds }
    }),
  )
}

/** Less than a client waits; without a limit of its own, a request waited for minutes. */
const longestMilliseconds = 20_000

for (const isAnother of [true, false]) {
  const what = isAnother ? 'another server has taken its place' : 'the network is back'
  test(`a database that vanishes: every request is refused soon, and served again once ${what}`, async () => {
    const all = allRequests()
    const before = await sendAll(all)
    expect(before.filter(({ status }) => status >= 500)).toEqual([])

    database.vanish()
    const ready = sendAll(requests.ready.map((request): [string, Wanted] => ['ready', request]))
    const first = await sendAll(all)
    const readiness = await ready
    // What a page knows for some seconds, such as the tenants, it may still show.
    const later = await sendAll(all)
    database.appear({ isAnother })

    const answers = [...first, ...readiness, ...later]
    expect(answers.filter(({ milliseconds }) => milliseconds > longestMilliseconds)).toEqual([])
    expect(answers.filter(({ status }) => status >= 500 && status !== 503)).toEqual([])
    expect([...readiness, ...later].filter(({ status }) => status !== 503)).toEqual([])
    const unserved = async () => (await sendAll(all)).filter(({ status }) => status >= 500)
    await expect.poll(unserved, { timeout: 30_000 }).toEqual([])
    for (const request of requests.ready) expect((await send(request)).status).toBe(200)
  })
}
