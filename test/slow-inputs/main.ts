import { parseArgs } from 'node:util'
import { goal } from './fault'
import type { Finding } from './run-search'
import { searchProduct } from './search-product'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '5' },
    patience: { type: 'string', default: '120' },
    entry: { type: 'string', default: '' },
    shape: { type: 'string', default: '' },
  },
})

/** What is sent changes the demo: each product is searched for so long, then another one with the next seed. */
const longestSegment = 10 * 60_000

const end = Date.now() + Number(values.minutes) * 60_000
let [seed, sent, found, longest] = [Number(values.seed), 0, 0, 0]
while (Date.now() < end) {
  const segmentEnd = Math.min(end, Date.now() + longestSegment)
  const result = await searchProduct({
    seed,
    patience: Number(values.patience) * 1000,
    only: { entry: values.entry, shape: values.shape },
    isOver: () => Date.now() > segmentEnd,
    onFinding: (finding) => print(finding),
  })
  const statuses = [...result.statuses].map(([status, count]) => `${count} × ${status}`).join(', ')
  const state = result.isIntact ? '' : ', until the callers lost what they needed'
  console.log(`seed ${seed}: ${result.sent} requests to ${result.entries} entries${state} (${statuses})`)
  sent += result.sent
  found += result.findings.length
  longest = Math.max(longest, result.longest)
  seed += 1
}
console.log(
  JSON.stringify({
    name: 'Slow inputs',
    rounds: `${sent} requests`,
    figure: `${found} findings, ${Math.round(longest)} ms at most`,
    goal: `0 findings, at most ${goal} ms`,
    ok: found === 0 && sent > 0,
  }),
)

function print({ entry, kind, fault, size, smallest, request }: Finding): void {
  console.log(
    `✗ seed ${seed}, ${entry}: ${kind}\n  ${fault}; ${size} bytes, as few as ${smallest} will do\n  ${request}`,
  )
}
