const pauseMilliseconds = 4
const leastInARow = 8

const waiting: (() => void)[] = []

/**
 * Does short works in groups, with a pause after each for other requests: where thousands are refused at once, pages do
 * not wait for all of them. The longer the line, the larger the groups.
 */
export function paced(work: () => void): void {
  waiting.push(work)
  if (waiting.length === 1) setImmediate(doGroup)
}

function doGroup(): void {
  const size = Math.max(leastInARow, Math.ceil(waiting.length / 100))
  for (const work of waiting.splice(0, size)) work()
  if (waiting.length > 0) setTimeout(doGroup, pauseMilliseconds)
}
