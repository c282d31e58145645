import { DomainError } from '@/lib/errors'

type Limited = <T>(work: () => Promise<T>) => Promise<T>

/** Runs at most `width` works at once and lets at most `waiting` others stand in line; beyond that, `too_many`. */
export function limitTo(width: number, waiting: number): Limited {
  const line: (() => void)[] = []
  let running = 0

  async function enter(): Promise<void> {
    if (running < width) {
      running++
      return
    }
    if (line.length >= waiting) throw busy()
    await new Promise<void>((resolve) => line.push(resolve))
  }

  function leave(): void {
    const next = line.shift()
    if (next) next()
    else running--
  }

  return async function limited(work) {
    await enter()
    try {
      return await work()
    } finally {
      leave()
    }
  }
}

function busy(): DomainError {
  return new DomainError('too_many', 'Too many are doing this right now. Try again in a moment.', {
    retryAfter: 5,
  })
}
