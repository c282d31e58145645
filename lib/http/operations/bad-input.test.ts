import { appendFileSync } from 'node:fs'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { managementPermissions } from '@/lib/access'
import { startApi, type ApiCaller } from '@/test/api'
import { routes, type Route } from '@/test/api-routes'
import { badRequest, classOf, operationClasses, type BadRequest, type OperationClass } from '@/test/bad-input'
import { Dice } from '@/test/hostile-input'
import { rounds, timeoutOfRounds } from '@/test/rounds'
import { fingerprint, createForeignTenant, type ForeignTenant } from '@/test/fixtures/foreign-tenant'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

/** For each class of operations. */
const cases = rounds(200)
/** Where `npm run bench` wants to know how long the refusals took. */
const report = process.env['BAD_INPUTS_REPORT']
const atOnce = 8
const internals = /prisma|postgres|pg_|SELECT |node_modules|\.ts\b|\n\s+at |relation "|\/work\/|violates/i

let foreign: ForeignTenant
let all: Route[]
let operator: ApiCaller
let bound: ApiCaller

beforeAll(async () => {
  foreign = await createForeignTenant()
  all = await routes()
  const [api, everything] = [await startApi(foreign.tenant), managementPermissions.map(({ name }) => name)]
  ;[operator, bound] = await Promise.all([
    api.asMachine(everything),
    api.asMachine(everything, foreign.organization),
  ])
})

interface Outcome {
  request: BadRequest
  caller: ApiCaller
  status: number
  milliseconds: number
  /** What is wrong with the answer, if something is. */
  fault: string | null
}

async function outcomeOf(request: BadRequest, caller: ApiCaller): Promise<Outcome> {
  const { route, path, headers, raw } = request
  const begun = performance.now()
  const answer = await caller
    .request(route.method, path, { headers, ...(raw === undefined ? {} : { raw }) })
    .catch((error: unknown) => ({ status: 500, text: error instanceof Error ? error.message : 'failed' }))
  const { status, text } = answer
  const fault = faultOf(request, answer)
  return {
    request,
    caller,
    status,
    milliseconds: performance.now() - begun,
    fault: fault && `${fault}: ${status} ${text}`,
  }
}

function faultOf(
  { isForbidden }: BadRequest,
  { status, text }: { status: number; text: string },
): string | null {
  if (status >= 500) return 'failed'
  if (status < 400) return isForbidden ? 'was accepted' : null
  return internals.test(text) ? 'reveals internals' : null
}

async function outcomesOf(requested: Pick<Outcome, 'request' | 'caller'>[]): Promise<Outcome[]> {
  const found: Outcome[] = []
  for (let at = 0; at < requested.length; at += atOnce) {
    const some = requested.slice(at, at + atOnce).map(({ request, caller }) => outcomeOf(request, caller))
    found.push(...(await Promise.all(some)))
  }
  return found
}

function faultsIn(outcomes: Outcome[]): string[] {
  return outcomes.flatMap(({ fault, request: { route, path, headers, raw } }) => {
    if (fault === null) return []
    const parts = [route.method, path, JSON.stringify(headers), String(raw), fault]
    return [parts.map((part) => part.slice(0, 400)).join(' ')]
  })
}

/** Sends refused requests again until all are refused, since another request may have made one valid: then nothing changes. */
async function assertNothingWritten(refused: Outcome[]): Promise<void> {
  let sent = refused
  for (let round = 0; round < 4; round++) {
    const before = await fingerprint(foreign, 'nobody')
    const again = await outcomesOf(sent)
    const still = again.filter(({ status }) => status >= 400)
    if (still.length === sent.length) {
      expect(await fingerprint(foreign, 'nobody')).toBe(before)
      return
    }
    sent = still
  }
  expect.unreachable('some refused requests are accepted every time they are sent again')
}

function requestsOf(name: OperationClass): Pick<Outcome, 'request' | 'caller'>[] {
  const dice = new Dice(20_261_126 + operationClasses.indexOf(name))
  const own = all.filter((route) => classOf(route) === name)
  const inside = own.filter(({ path }) => path.startsWith('/organizations/{id}'))
  return Array.from({ length: cases }, (_, index) => {
    const [caller, choice] = index % 3 === 2 ? [bound, inside] : [operator, own]
    const route = choice[Math.floor(index / 3) % choice.length]
    if (!route) throw new Error('There is no operation of this class.')
    return { request: badRequest(route, foreign, dice), caller }
  })
}

describe.each(operationClasses)('bad input to every operation of the class: %s', (name) => {
  const title = `${cases} requests: none is answered with 5xx, and none that is refused writes`
  it(title, { timeout: timeoutOfRounds(1_200_000) }, async () => {
    const requested = requestsOf(name)
    const before = await fingerprint(foreign, 'nobody')
    const forbidden = await outcomesOf(requested.filter(({ request }) => request.isForbidden))
    expect(faultsIn(forbidden)).toEqual([])
    expect(forbidden.length).toBeGreaterThan(cases / 25)
    expect(await fingerprint(foreign, 'nobody')).toBe(before)
    const others = await outcomesOf(requested.filter(({ request }) => !request.isForbidden))
    expect(faultsIn(others)).toEqual([])
    // Otherwise the tokens did not work, and nothing was tested.
    expect(others.filter(({ status }) => status < 300).length).toBeGreaterThan(cases / 50)
    const refused = others.filter(({ status }) => status >= 400)
    await assertNothingWritten(refused)
    const milliseconds = [...forbidden, ...refused].map((outcome) => outcome.milliseconds)
    if (report) appendFileSync(report, `${JSON.stringify({ name, milliseconds })}\n`)
  })
})
