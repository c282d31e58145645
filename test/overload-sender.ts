import { getPriority, setPriority } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { bytesOf, sendBytes, sendTogether, type Answer, type Wanted } from './released-requests.ts'

/** A part of the load in a process of its own, so that sending and measuring do not hold each other up. */
export type Order =
  | { kind: 'burst'; requests: Wanted[] }
  | { kind: 'probe'; requests: Wanted[]; pauseMilliseconds: number; isElsewhere?: true }

process.once('disconnect', () => process.exit())
process.once('message', (order: Order) => {
  const work = order.kind === 'burst' ? burst(order) : probe(order)
  void work.then((answers) => process.send?.(answers, () => process.exit(0)))
})

async function burst({ requests }: { requests: Wanted[] }): Promise<Answer[]> {
  // Clients are elsewhere: they do not take the processors of those that they ask, or of what is measured.
  setPriority(getPriority() + 10)
  return (await sendTogether(requests)).map(short)
}

/** Each of the requests again and again, with a pause after each answer, until told to stop. */
async function probe(order: Order & { kind: 'probe' }): Promise<Answer[]> {
  if (order.isElsewhere) setPriority(getPriority() + 10)
  let isOver = false
  process.once('message', () => (isOver = true))
  process.send?.('probing')
  const repeat = async (request: Wanted) => {
    const answers: Answer[] = []
    const bytes = bytesOf(request)
    while (!isOver) {
      answers.push(short(await sendBytes(request, bytes)))
      await pause(order.pauseMilliseconds)
    }
    return answers
  }
  return (await Promise.all(order.requests.map(repeat))).flat()
}

function short(answer: Answer): Answer {
  return { ...answer, head: answer.head.split('\r\n', 1)[0] ?? '', body: '' }
}
