import { setTimeout as pause } from 'node:timers/promises'
import { sendAll, startVanishingProduct } from './vanishing-requests.ts'

/**
 * How soon two processes refuse while their database does not answer, and serve once it does. Prints rows of JSON:
 * {"name","rounds","figure","goal","ok"}. Needs a build; ends with 1 where a goal is missed.
 * node test/measure-vanishing.ts [rounds]
 */
const rounds = Number(process.argv[2] ?? 4)

const longest = { refusal: 0, readiness: 0, return: 0 }
let faults = 0
let ended = 0

const product = await startVanishingProduct()
try {
  await waitUntilServed()
  for (let round = 0; round < rounds; round++) await vanish({ isAnother: round % 2 === 0 })
  await vanishAtStart()
} finally {
  await product.stop()
}

const unit = ' ms'
print('Refused while the database does not answer', longest.refusal, { goal: 8000, unit })
print('Readiness meanwhile', longest.readiness, { goal: 2500, unit })
print('Served after its return', longest.return, { goal: 10_000, unit })
print('Answers that are faults', faults, { goal: 0 })
print('Starts that ended since it did not answer', ended, { goal: 0 })
process.exit()

async function vanish({ isAnother }: { isAnother: boolean }): Promise<void> {
  const { database, requests, ready } = product
  database.vanish()
  const [first, readiness] = await Promise.all([sendAll(requests), sendAll(ready)])
  // What a page knows for some seconds, such as the tenants, it may still show.
  const later = await sendAll(requests)
  database.appear({ isAnother })
  const refused = [...first, ...later]
  longest.refusal = Math.max(longest.refusal, ...refused.map(({ milliseconds }) => milliseconds))
  longest.readiness = Math.max(longest.readiness, ...readiness.map(({ milliseconds }) => milliseconds))
  faults += [...readiness, ...later].filter(({ status }) => status !== 503).length
  faults += first.filter(({ status }) => status >= 500 && status !== 503).length
  longest.return = Math.max(longest.return, await waitUntilServed())
}

/** While a process starts: when its database has answered, and its workers have not begun. */
async function vanishAtStart(): Promise<void> {
  const { database } = product
  database.vanishAt('INTO pgboss.schedule')
  const starting = product.restart(0).catch(() => (ended += 1))
  while (!database.isGone) await pause(50)
  await pause(12_000)
  database.appear({ isAnother: true })
  await starting
  if (ended === 0) await waitUntilServed()
}

/** Milliseconds until each of the requests was served, in one round. */
async function waitUntilServed(): Promise<number> {
  const begun = performance.now()
  for (;;) {
    const answers = await sendAll(product.requests)
    if (answers.every(({ status }) => status < 500)) return performance.now() - begun
    if (performance.now() - begun > 120_000) throw new Error('It is not served again.')
    await pause(100)
  }
}

function print(name: string, figure: number, { goal, unit = '' }: { goal: number; unit?: string }): void {
  const ok = figure <= goal
  if (!ok) process.exitCode = 1
  const row = { name, rounds, figure: `${Math.round(figure)}${unit}`, goal: `<= ${goal}${unit}`, ok }
  console.log(JSON.stringify(row))
}
