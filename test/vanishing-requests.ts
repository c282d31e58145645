import { prepareRequests } from './product-requests.ts'
import { send, type Wanted } from './released-requests.ts'
import { readSignInForm, submission } from './sign-in-form.ts'
import { startTwoProcesses, type TwoProcesses } from './two-processes.ts'
import { VanishingDatabase } from './vanishing-database.ts'

type Named = readonly [name: string, request: Wanted]

export interface VanishingProduct {
  database: VanishingDatabase
  /** Pages, sign-ins and one of each protocol, to each process where it can be. */
  requests: readonly Named[]
  ready: readonly Named[]
  /** Ends one process and starts it again. */
  restart: TwoProcesses['restart']
  stop: () => Promise<void>
}

export interface Outcome {
  name: string
  status: number
  milliseconds: number
}

/** Two processes of the built product, whose database can vanish without a word. */
export async function startVanishingProduct(): Promise<VanishingProduct> {
  const started: { database?: VanishingDatabase } = {}
  const product = await startTwoProcesses({
    connect: async (url) => (started.database = await VanishingDatabase.start(url)).url,
  })
  const { database } = started
  if (!database) throw new Error('The database was not started.')
  const { pages, protocols, ready } = await prepareRequests(product)
  return {
    database,
    requests: [
      ...Object.entries(protocols),
      ...pages.map((request): Named => [request.path, request]),
      ...(await signIns(product)),
    ],
    ready: ready.map((request): Named => ['ready', request]),
    restart: product.restart,
    stop: async () => {
      database.appear({ isAnother: true })
      await product.stop()
      await database.stop()
    },
  }
}

function signIns({ ports }: TwoProcesses): Promise<Named[]> {
  return Promise.all(
    ports.map(async (port): Promise<Named> => {
      const form = await readSignInForm(port)
      return ['sign-in form', { ...submission(form, { email: 'ben@acme.test' }), port }]
    }),
  )
}

/** Together, each from another network. */
export function sendAll(wanted: readonly Named[]): Promise<Outcome[]> {
  return Promise.all(
    wanted.map(async ([name, request], index) => {
      const headers = { ...request.headers, 'x-forwarded-for': `10.255.0.${index}` }
      const { status, milliseconds } = await send({ ...request, headers })
      return { name, status, milliseconds }
    }),
  )
}
