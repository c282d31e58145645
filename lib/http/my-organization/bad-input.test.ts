import { beforeAll, describe, expect, it, vi } from 'vitest'
import { badRequest, classOf, operationClasses, type BadRequest, type OperationClass } from '@/test/bad-input'
import { fingerprint } from '@/test/fixtures/foreign-tenant'
import { MyOrganizationMachine } from '@/test/fixtures/my-organization-machine'
import {
  createForeignMyOrganization,
  type ForeignMyOrganization,
} from '@/test/fixtures/foreign-my-organization'
import { Dice } from '@/test/hostile-input'
import type { MyOrganizationCaller } from '@/test/my-organization-api'
import { rounds, timeoutOfRounds } from '@/test/rounds'
import { myOrganizationOperations } from './table'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

/** For each class of operations. */
const cases = rounds(60)
const internals = /prisma|postgres|pg_|SELECT |node_modules|\.ts\b|\n\s+at |relation "|\/work\/|violates/i

let victim: ForeignMyOrganization
let asMachine: MyOrganizationCaller

beforeAll(async () => {
  victim = await createForeignMyOrganization()
  const machine = await MyOrganizationMachine.create(victim.api, [victim.organization])
  asMachine = await machine.at(victim.organization)
})

interface Outcome {
  request: BadRequest
  status: number
  /** What is wrong with the answer, if something is. */
  fault: string | null
}

/** The caller also checks that the operation declares the answer. */
async function outcomeOf(request: BadRequest): Promise<Outcome> {
  const { route, path, headers, raw } = request
  const sent = { headers, ...(raw === undefined ? {} : { raw }) }
  const { status, text } = await asMachine.request(route.method, path, sent)
  const isTelling = status >= 400 && internals.test(text)
  const fault =
    status >= 500 || isTelling ? `${route.method} ${path} ${String(raw)}: ${status} ${text}` : null
  return { request, status, fault: fault?.slice(0, 800) ?? null }
}

async function outcomesOf(requests: readonly BadRequest[]): Promise<Outcome[]> {
  const found: Outcome[] = []
  for (const request of requests) found.push(await outcomeOf(request))
  return found
}

function requestsOf(name: OperationClass): BadRequest[] {
  const dice = new Dice(20_261_129 + operationClasses.indexOf(name))
  const own = myOrganizationOperations.filter((route) => classOf(route) === name)
  return Array.from({ length: cases }, (_, index) => {
    const route = own[index % own.length]
    if (!route) throw new Error('There is no operation of this class.')
    return badRequest(route, victim, dice)
  })
}

/** What was refused is sent again until nothing of it is taken; then nothing may change. */
async function assertNothingWritten(refused: readonly BadRequest[]): Promise<void> {
  let sent = refused
  for (let round = 0; round < 4; round++) {
    const before = await fingerprint(victim, 'none')
    const still = (await outcomesOf(sent)).filter(({ status }) => status >= 400)
    if (still.length === sent.length) {
      expect(await fingerprint(victim, 'none')).toBe(before)
      return
    }
    sent = still.map(({ request }) => request)
  }
  expect.unreachable('what was refused is taken every time')
}

describe.each(operationClasses)('bad input to every operation of the class: %s', (name) => {
  const title = `${cases} requests: none is answered with 5xx, and none that is refused writes`
  it(title, { timeout: timeoutOfRounds(120_000) }, async () => {
    const outcomes = await outcomesOf(requestsOf(name))
    expect(outcomes.flatMap(({ fault }) => fault ?? [])).toEqual([])
    const refused = outcomes.filter(({ status }) => status >= 400)
    expect(refused.length).toBeGreaterThan(cases / 10)
    // Else the caller is not believed, and nothing was tried.
    expect(outcomes.length - refused.length).toBeGreaterThan(cases / 50)
    await assertNothingWritten(refused.map(({ request }) => request))
  })
})
