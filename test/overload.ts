import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { send, sendTogether, type Answer, type Wanted } from './released-requests.ts'
import { prepareRequests } from './product-requests.ts'
import { readSignInForm, submission } from './sign-in-form.ts'
import { startTwoProcesses, type TwoProcesses } from './two-processes.ts'
import type { Order } from './overload-sender.ts'

/**
 * What two processes do with 2,000 sign-ins at once. Prints a row of JSON for each figure:
 * {"name","figure","goal","ok"}. Needs a build; ends with 1 where a goal is missed.
 * node test/overload.ts [number of sign-ins]
 */
interface Goal {
  text: string
  isMet: boolean
}

const people = ['ann', 'cai', 'vic'].map((name) => `${name}@acme.test`)
const signIns = Number(process.argv[2] ?? 2000)

const product = await startTwoProcesses()
try {
  await measure(product)
} finally {
  await product.stop()
}
process.exit()

async function measure(product: TwoProcesses): Promise<void> {
  const probes = await prepareRequests(product)
  const requests = await burstOf(product)
  await warmUp([...probes.live, ...probes.pages], requests)
  const live = startSender({ kind: 'probe', requests: probes.live, pauseMilliseconds: 25 })
  const pages = startSender({ kind: 'probe', requests: probes.pages, pauseMilliseconds: 200 })
  await Promise.all([once(live, 'message'), once(pages, 'message')])
  await pause(1000)
  const answers = await answersOf(startSender({ kind: 'burst', requests }))
  const from = Math.min(...answers.map(({ sentAt }) => sentAt))
  const to = Math.max(...answers.map(({ sentAt, milliseconds }) => sentAt + milliseconds))
  const meanwhile = ({ sentAt, milliseconds }: Answer) => sentAt < to && sentAt + milliseconds > from
  const measured = {
    answers,
    live: (await stopProbe(live)).filter(meanwhile),
    pages: (await stopProbe(pages)).filter(meanwhile),
  }
  const [port] = product.ports
  const afterwards = await send({
    port,
    ...submission(await readSignInForm(port), { email: 'ben@acme.test' }),
  })
  report(measured, { seconds: (to - from) / 1000, afterwards })
}

/** As processes that have been in use: pages loaded, connections to the database open, the code of forms compiled. */
async function warmUp(probes: readonly Wanted[], requests: readonly Wanted[]): Promise<void> {
  for (let round = 0; round < 5; round++)
    await sendTogether([...probes, ...probes, ...probes, ...requests.slice(-200)])
}

interface Measured {
  answers: Answer[]
  live: Answer[]
  pages: Answer[]
}

function report(
  { answers, live, pages }: Measured,
  { seconds, afterwards }: { seconds: number; afterwards: Answer },
): void {
  const refused = answers.filter(({ status }) => status === 503 || status === 429)
  const served = answers.filter(({ status }) => status === 200 || status === 303)
  const broken = answers.length - refused.length - served.length
  const silent = refused.filter(({ retryAfter }) => retryAfter === null)
  const countOf = (status: number) => answers.filter((answer) => answer.status === status).length
  row('sign-ins at once', answers.length, { text: `${signIns}`, isMet: answers.length === signIns })
  row('answers of 500 or none', broken, { text: '0', isMet: broken === 0 })
  row('refusals without Retry-After', silent.length, { text: '0', isMet: silent.length === 0 })
  row('slowest refusal, ms', slowest(refused), { text: '<= 2000', isMet: slowest(refused) <= 2000 })
  row('live, slowest, ms', slowest(live), { text: '< 100', isMet: slowest(live) < 100 })
  row('live, answers not 200', notOk(live), { text: '0', isMet: notOk(live) === 0 })
  row('other pages, p99, ms', percentile(pages, 0.99), {
    text: '< 250',
    isMet: percentile(pages, 0.99) < 250,
  })
  row('other pages, answers not 200', notOk(pages), { text: '0', isMet: notOk(pages) === 0 })
  row('a sign-in afterwards', afterwards.status, { text: '303', isMet: afterwards.status === 303 })
  for (const status of [303, 200, 429, 503, 500, 0]) row(`answers of ${status}`, countOf(status))
  row('slowest answer, ms', slowest(answers))
  row('seconds of the burst', seconds)
  row('live, p99, ms', percentile(live, 0.99))
  row('live, requests', live.length)
  row('other pages, median, ms', percentile(pages, 0.5))
  row('other pages, slowest, ms', slowest(pages))
  row('other pages, requests', pages.length)
}

/** A figure without a goal is for comparison only. */
function row(name: string, figure: number, goal?: Goal): void {
  const ok = goal?.isMet ?? true
  if (!ok) process.exitCode = 1
  const rounded = Math.round(figure * 10) / 10
  console.log(JSON.stringify({ name: `overload: ${name}`, figure: rounded, goal: goal?.text ?? null, ok }))
}

/** Half to each process, from many addresses, half of them for people that are not there. */
async function burstOf({ ports }: TwoProcesses): Promise<Wanted[]> {
  const forms = await Promise.all(ports.map(readSignInForm))
  return Array.from({ length: signIns }, (_, index) => {
    const form = forms[index % 2] ?? fail()
    const email = index % 4 < 2 ? (people[index % people.length] ?? fail()) : `nobody.${index}@acme.test`
    const sent = submission(form, { email })
    const address = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`
    return {
      ...sent,
      port: ports[index % 2] ?? fail(),
      headers: { ...sent.headers, 'x-forwarded-for': address },
    }
  })
}

function startSender(order: Order): ChildProcess {
  const child = fork(join(import.meta.dirname, 'overload-sender.ts'))
  child.send(order)
  return child
}

function stopProbe(child: ChildProcess): Promise<Answer[]> {
  child.send('stop')
  return answersOf(child)
}

async function answersOf(child: ChildProcess): Promise<Answer[]> {
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('A part of the load ended early.')))
  ended.catch(() => undefined)
  const [answers] = (await Promise.race([once(child, 'message'), ended])) as [Answer[]]
  return answers
}

function slowest(answers: readonly Answer[]): number {
  return Math.max(0, ...answers.map(({ milliseconds }) => milliseconds))
}

function percentile(answers: readonly Answer[], share: number): number {
  const sorted = answers.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function notOk(answers: readonly Answer[]): number {
  return answers.filter(({ status }) => status !== 200).length
}

function fail(): never {
  throw new Error('The load cannot be prepared.')
}
