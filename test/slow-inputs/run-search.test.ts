import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Entry, Sent } from './entry'
import { freePort } from '../../bin/free-port.mjs'
import { ProbedServer } from './probed-server'
import { Search, type Finding } from './run-search'
import { requestOf, slowInputs, type SlowInput } from './search'
import { send } from './send'

const limit = 100_000

let server: { current: ProbedServer }
let url: string

beforeEach(async () => {
  const port = String(await freePort())
  url = `http://localhost:${port}`
  const script = 'test/slow-inputs/planted-server.mjs'
  server = { current: await ProbedServer.start({ script, ready: 'ready', env: { PORT: port } }) }
})

afterEach(() => server.current.stop())

function entry(path: string): Entry {
  return {
    name: path,
    method: 'POST',
    path,
    parameters: {},
    query: [],
    headers: {},
    caller: 'stranger',
    bodies: ['json'],
    fields: {},
    files: [],
    bound: [],
    example: { name: 'a' },
    limit,
  }
}

/** What a search of so many requests finds. */
async function search(
  entries: Entry[],
  { sent = 4, patience = 20_000, shape = 'JSON: text as the whole' } = {},
) {
  const findings: Finding[] = []
  const callers = { sends: (request: Sent) => request }
  const run = new Search({ server, url, callers, patience, onFinding: (finding) => findings.push(finding) })
  await run.run(slowInputs(entries, 7, shape), () => run.sent >= sent)
  return findings
}

const timeout = 120_000

describe('finds', { timeout }, () => {
  it('what holds the event loop, and the smallest size at which it does', async () => {
    const [finding] = await search([entry('/quadratic'), entry('/linear')], { sent: 8 })
    expect(finding).toMatchObject({
      entry: '/quadratic',
      fault: expect.stringMatching(/^held the event loop/),
    })
    // 500 ms at 100 KB, so 200 ms at five eighths of it.
    expect(finding?.smallest).toBeGreaterThan(limit / 2)
    expect(finding?.smallest).toBeLessThanOrEqual(finding?.size ?? 0)
  })

  it('what holds it after the answer', async () => {
    // Its size does not matter, and a small one takes fewer tries to make smaller.
    const later = { ...entry('/later'), limit: 100 }
    expect(await search([later])).toContainEqual(expect.objectContaining({ entry: '/later' }))
  })

  it('an answer of 500', async () => {
    expect(await search([entry('/fails')])).toContainEqual(
      expect.objectContaining({ entry: '/fails', fault: 'answered 500' }),
    )
  })

  it('an answer of 503 that does not say when to come again', async () => {
    expect(await search([entry('/silent')])).toContainEqual(
      expect.objectContaining({ entry: '/silent', fault: 'answered 503' }),
    )
  })

  it('what ends the process, and goes on with another', async () => {
    const findings = await search([entry('/ends'), entry('/fails')], { sent: 8 })
    expect(findings).toContainEqual(expect.objectContaining({ entry: '/ends', fault: 'ended the process' }))
    expect(findings).toContainEqual(expect.objectContaining({ entry: '/fails' }))
  })

  it('what does not come back in time, and goes on with another process', async () => {
    const findings = await search([entry('/stuck')], { sent: 1, patience: 400 })
    expect(findings[0]).toMatchObject({ fault: 'held the event loop for more than 400 ms' })
    expect(await server.current.read(5000)).not.toBeNull()
  })
})

describe('does not take for a fault', { timeout }, () => {
  it('an answer that waits', async () => {
    expect(await search([entry('/waits')])).toEqual([])
  })

  it('that a server is busy, and says when to come again', async () => {
    expect(await search([entry('/busy')])).toEqual([])
  })

  it('what does not come again', async () => {
    expect(await search([entry('/once')])).toEqual([])
  })

  it('what grows with the size of the body alone', async () => {
    expect(await search([entry('/linear')])).toEqual([])
  })
})

it('the probe sees a hold that begins right after its reset', { timeout }, async () => {
  const input = slowInputs([entry('/quadratic')], 7, 'JSON: white space').next().value as SlowInput
  await server.current.reset(5000)
  await send(url, requestOf({ ...input, size: limit }), 20_000)
  const reading = await server.current.read(20_000)
  expect(reading?.delay).toBeGreaterThan(400)
  expect(reading?.cpu).toBeGreaterThan(400)
})
