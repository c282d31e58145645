import { freePort } from '../../bin/free-port.mjs'
import { makeScratch } from '../../bin/scratch.mjs'
import { Callers, readDemo } from './callers'
import { listEntries } from './entries'
import { ProbedServer } from './probed-server'
import { Search, type Finding } from './run-search'
import { slowInputs } from './search'

export interface ProductSearch {
  seed: number
  /** Asked between requests, with how many were sent, and how many entries there are. */
  isOver: (sent: number, entries: number) => boolean
  /** For how long a held event loop is waited for, in milliseconds. */
  patience: number
  /** Only entries and kinds whose names contain these. */
  only?: { entry: string; shape: string }
  onFinding: (finding: Finding) => void
}

export interface SearchResult {
  findings: readonly Finding[]
  sent: number
  entries: number
  statuses: ReadonlyMap<string, number>
  longest: number
  /** Whether the callers could still do at the end what they could at the beginning. */
  isIntact: boolean
}

/** After so many requests it is seen whether the callers are still who they were. */
const renewal = 200

/** Searches a product of its own, with a demo of its own, since what is sent changes it. */
export async function searchProduct(search: ProductSearch): Promise<SearchResult> {
  const scratch = makeScratch()
  const running = await startProduct(scratch.dataDir)
  const server = { current: running.server }
  try {
    const demo = readDemo(scratch.dataDir)
    const callers = await Callers.signIn(running.url, demo)
    const { entry = '', shape = '' } = search.only ?? {}
    const entries = (await listEntries(running.url, demo)).filter(({ name }) => name.includes(entry))
    const run = new Search({ ...search, url: running.url, callers, server })
    let [isIntact, renewed] = [true, 0]
    const isOver = () => !isIntact || search.isOver(run.sent, entries.length)
    for (const inputs = slowInputs(entries, search.seed, shape); !isOver();) {
      await run.run(inputs, () => isOver() || run.sent >= renewed + renewal)
      renewed = run.sent
      isIntact = await callers.renew()
    }
    const { findings, sent, statuses, longest } = run
    return { findings, sent, entries: entries.length, statuses, longest, isIntact }
  } finally {
    await server.current.stop()
    scratch.remove()
  }
}

/** The product as it was built, as a process that tells about its event loop. */
export async function startProduct(dataDir: string): Promise<{ server: ProbedServer; url: string }> {
  const port = String(await freePort())
  const url = `http://localhost:${port}`
  const server = await ProbedServer.start({
    script: 'bin/start-server.mjs',
    serving: 'bin/serve.mjs',
    ready: 'Foyer ready at',
    env: {
      FOYER_DATA: dataDir,
      FOYER_URL: url,
      PORT: port,
      HOST: '127.0.0.1',
      RATE_LIMITS: 'off',
      FOYER_DEMO: 'on',
      FOYER_DRAIN_SECONDS: '0',
      RESEND_WEBHOOK_SECRET: `whsec_${Buffer.alloc(24, 'a').toString('base64')}`,
    },
  })
  return { server, url }
}
