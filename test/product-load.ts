import { setTimeout as pause } from 'node:timers/promises'
import { prepareRequests, sessionIn } from './product-requests.ts'
import { send, type Answer, type Wanted } from './released-requests.ts'
import { readSignInForm, submission } from './sign-in-form.ts'

/** Between two rounds of requests, so that a busy machine serves them all in time. */
const pauseMilliseconds = 50

/**
 * Sends requests of all kinds to one port until it is ended: pages, sessions, sign-ins by form, tokens, the Management
 * API, liveness. Not readiness, which is for the balancer. The first answer to each says what is expected.
 */
export class ProductLoad {
  /** Answers that were expected. */
  answered = 0
  readonly failures: string[] = []
  private readonly expected = new Map<string, string>()
  private readonly loops: Promise<void>[] = []
  private isOver = false

  static async start(port: number, dataDir: string): Promise<ProductLoad> {
    const load = new ProductLoad()
    const { protocols, live } = await prepareRequests({ ports: [port, port], dataDir })
    const { credentials, page, token, signedInPage, managementApi } = protocols
    const { credentials: _, ...quick } = protocols
    const jwks = page && { ...page, path: '/.well-known/jwks.json' }
    const signIn = { port, ...submission(await readSignInForm(port), { email: 'ann@acme.test' }) }
    const steady = Object.entries({ ...quick, jwks, live: live[0] })
    await load.repeat(async () => {
      for (const [name, wanted] of steady) await load.send(name, wanted)
    })
    // What one process has made is used at another.
    await load.repeat(async () => {
      const cookie = sessionIn(await load.send('sign-in', signIn))
      await load.send('page of a new session', withHeaders(signedInPage, { cookie }))
      await load.send('credentials', credentials)
    })
    await load.repeat(async () => {
      const { body } = await load.send('token', token)
      const authorization = `Bearer ${/"access_token":"([^"]+)"/.exec(body)?.[1] ?? ''}`
      await load.send('API with a new token', withHeaders(managementApi, { authorization }))
    })
    return load
  }

  /** Waits for the requests that are under way. */
  async end(): Promise<void> {
    this.isOver = true
    await Promise.all(this.loops)
  }

  /** Returns after the first round. */
  private async repeat(round: () => Promise<void>): Promise<void> {
    await round()
    const loop = async () => {
      while (!this.isOver) {
        await round()
        await pause(pauseMilliseconds)
      }
    }
    this.loops.push(loop())
  }

  private async send(name: string, wanted: Wanted | undefined): Promise<Answer> {
    if (!wanted) throw new Error(`There is no request ${name}.`)
    const answer = await send(wanted)
    const outcome = outcomeOf(answer)
    const expected = this.expected.get(name) ?? outcome
    this.expected.set(name, expected)
    if (outcome === expected) this.answered++
    else
      this.failures.push(
        `${name}: ${outcome} instead of ${expected}\n${answer.head}\n${answer.body.slice(0, 300)}`,
      )
    return answer
  }
}

/** Whether Ann’s session was found is part of it: without one, some answers have the same status. */
function outcomeOf({ status, body }: Answer): string {
  return `${status} ${body.includes('ann@acme.test') ? 'to Ann' : 'to anyone'}`
}

function withHeaders(wanted: Wanted | undefined, headers: Record<string, string>): Wanted | undefined {
  return wanted && { ...wanted, headers: { ...wanted.headers, ...headers } }
}
