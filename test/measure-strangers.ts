import { acceptTogether } from './invitees.ts'
import { prepareRequests, sessionIn } from './product-requests.ts'
import { readSignInForm } from './sign-in-form.ts'
import { attack, crowds, figuresOf, kinds, type Figures, type Target } from './strangers.ts'
import { startTwoProcesses, type TwoProcesses } from './two-processes.ts'

/**
 * What people and programs elsewhere are served while strangers send as much as they can, by two processes. Prints a row of
 * JSON for each crowd and kind: {"name","rounds","figure","goal","ok"}. Needs a build; ends with 1 where a goal is missed.
 * node test/measure-strangers.ts [seconds of each] [kind …, all by default]
 */
const seconds = Number(process.argv[2] ?? 15)
const wanted = keysOf(kinds).filter((kind) => process.argv.length < 4 || process.argv.slice(3).includes(kind))

const goal = '>= 99 % served, p99 <= 1500 ms, refusals <= 2000 ms, 0 faults'

const product: TwoProcesses = await startTwoProcesses()
try {
  const forms = await Promise.all(product.ports.map(readSignInForm))
  const target = { ports: product.ports, forms, requests: await prepareRequests(product) }
  await measureInvitees(target)
  // As processes that have been in use: pages loaded, connections to the database open, the code of forms compiled.
  for (const kind of wanted) await attack(target, { kind, crowd: 'a hundred addresses', seconds: 1 })
  for (const crowd of keysOf(crowds)) for (const kind of wanted) await measure(target, { crowd, kind })
} finally {
  await product.stop()
}
process.exit()

async function measure(
  target: Target,
  given: { crowd: keyof typeof crowds; kind: keyof typeof kinds },
): Promise<void> {
  const figures = figuresOf(await attack(target, { ...given, seconds }))
  const { legitimate, refused, p99, refusals, slowestRefusal, faults } = figures
  const ok = isMet(figures)
  if (!ok) process.exitCode = 1
  const figure = [
    `${legitimate - refused.length} of ${legitimate} served`,
    `p99 ${Math.round(p99)} ms`,
    `${refusals} refusals, slowest ${Math.round(slowestRefusal)} ms`,
    `${faults.length} faults`,
  ].join(', ')
  const name = `${given.crowd}: ${kinds[given.kind]}`
  console.log(JSON.stringify({ name, rounds: `${seconds} s`, figure, goal, ok }))
}

/** 50 of one company accept at once, as new people and then with their accounts. */
async function measureInvitees({ requests }: Target): Promise<void> {
  const emails = Array.from({ length: 50 }, (_, index) => `person.${index}@acme.test`)
  const given = (organization: string) => ({ product, requests, organization })
  const joined = await acceptTogether(given('acme'), emails)
  const cookies = joined.map(sessionIn)
  const accepted = await acceptTogether(given('globex'), emails, cookies)
  for (const [name, answers] of Object.entries({
    'new invitees': joined,
    'invitees with accounts': accepted,
  })) {
    const count = answers.filter(({ status }) => status === 303).length
    const ok = count === emails.length
    if (!ok) process.exitCode = 1
    console.log(JSON.stringify({ name, rounds: emails.length, figure: `${count} accepted`, goal: 'all', ok }))
  }
}

function isMet({ legitimate, refused, p99, slowestRefusal, faults }: Figures): boolean {
  const isServed = refused.length <= legitimate / 100
  return isServed && p99 <= 1500 && slowestRefusal <= 2000 && faults.length === 0
}

function keysOf<T extends object>(table: T): (keyof T & string)[] {
  return Object.keys(table) as (keyof T & string)[]
}
