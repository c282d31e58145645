import { expect, test } from '@playwright/test'
import type { Finding } from '../test/slow-inputs/run-search'
import { searchProduct } from '../test/slow-inputs/search-product'

const seed = 20_261_126
/** One request for so many of the entries; `npm run proof` sends as many as its time allows. */
const part = 0.35

test('no request up to the limit of its entry holds the event loop for 200 ms or fails', async () => {
  test.setTimeout(600_000)
  const findings: Finding[] = []
  const { sent, entries, isIntact, statuses } = await searchProduct({
    seed,
    patience: 30_000,
    isOver: (sent, entries) => sent >= part * entries,
    onFinding: (finding) => findings.push(finding),
  })
  expect(findings).toEqual([])
  expect(entries).toBeGreaterThan(400)
  expect(sent).toBeGreaterThanOrEqual(part * entries)
  // Else the callers are not believed, and little was tried.
  expect(isIntact).toBe(true)
  expect(statuses.get('200') ?? 0).toBeGreaterThan(sent / 10)
})
