import { expect, it } from 'vitest'
import { withRequestState } from './request-state'
import { waitElsewhere } from './waiting-elsewhere'

it('gives up the request’s place before the work begins', async () => {
  const order: string[] = []
  const waiting = withRequestState(() => waitElsewhere(() => Promise.resolve(order.push('work'))), {
    leaveLane: () => order.push('left'),
  })
  await waiting
  expect(order).toEqual(['left', 'work'])
})

it('refuses work beyond its capacity', async () => {
  const ends: (() => void)[] = []
  const works = Array.from({ length: 60 }, () =>
    waitElsewhere(() => new Promise<void>((end) => ends.push(end))),
  )
  const ended = Promise.allSettled(works)
  await expect(
    Promise.any(works.map((work) => work.catch((error: unknown) => error))),
  ).resolves.toMatchObject({
    code: 'unavailable',
  })
  expect(ends).toHaveLength(16)
  while (ends.length > 0) {
    ends.shift()?.()
    await new Promise(setImmediate)
  }
  const statuses = (await ended).map(({ status }) => status)
  expect(statuses.filter((status) => status === 'rejected')).toHaveLength(12)
})
