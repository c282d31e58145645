import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

interface Pair {
  client: Socket
  server: Socket
  /** What the network has swallowed for ever. */
  isLost: boolean
}

/**
 * A network in front of PostgreSQL that can stop to forward without closing a connection. New connections are then open, but
 * not answered.
 */
export class VanishingDatabase {
  readonly #listener: Server
  readonly #target: URL
  readonly #pairs = new Set<Pair>()
  #isGone = false
  #trigger: string | null = null
  #replacement: [text: string, other: string] | null = null
  #isCzech = false

  private constructor(target: string) {
    this.#target = new URL(target)
    this.#listener = createServer((client) => this.#accept(client))
  }

  static async start(target: string): Promise<VanishingDatabase> {
    const database = new VanishingDatabase(target)
    database.#listener.listen(0, '127.0.0.1')
    await once(database.#listener, 'listening')
    return database
  }

  get url(): string {
    const { port } = this.#listener.address() as AddressInfo
    return Object.assign(new URL(this.#target), { hostname: '127.0.0.1', port: String(port) }).href
  }

  vanish(): void {
    this.#isGone = true
    for (const { client, server } of this.#pairs) for (const socket of [client, server]) socket.pause()
  }

  /** Once a client sends something with this text, which is not forwarded. */
  vanishAt(text: string): void {
    this.#trigger = text
  }

  /** The next time that a client sends the text, the server receives the other, which has the same length. */
  replaceNext(text: string, other: string): void {
    this.#replacement = [text, other]
  }

  /** From then on the severity of errors is in Czech, whose word for ERROR has as many letters. */
  speakCzech(): void {
    this.#isCzech = true
  }

  get isGone(): boolean {
    return this.#isGone
  }

  /** `isAnother`: a server that knows nothing of the connections before, whose clients are not told. */
  appear({ isAnother }: { isAnother: boolean }): void {
    if (!this.#isGone) return
    this.#isGone = false
    for (const pair of this.#pairs) {
      if (isAnother) this.#lose(pair)
      for (const socket of [pair.client, pair.server]) socket.resume()
    }
  }

  async stop(): Promise<void> {
    for (const { client, server } of this.#pairs) for (const socket of [client, server]) socket.destroy()
    this.#listener.close()
    await once(this.#listener, 'close')
  }

  #lose(pair: Pair): void {
    pair.isLost = true
    pair.server.destroy()
  }

  #accept(client: Socket): void {
    const server = connect(Number(this.#target.port), this.#target.hostname)
    const pair: Pair = { client, server, isLost: false }
    this.#pairs.add(pair)
    client.on('data', (chunk) => this.#send(pair, chunk))
    server.on('data', (chunk) => pair.isLost || client.write(this.#translated(chunk)))
    for (const socket of [client, server]) {
      socket.on('error', () => socket.destroy())
      if (this.#isGone) socket.pause()
    }
    client.on('close', () => {
      this.#pairs.delete(pair)
      server.destroy()
    })
    server.on('close', () => pair.isLost || client.destroy())
  }

  #send(pair: Pair, chunk: Buffer): void {
    if (this.#trigger !== null && chunk.includes(this.#trigger)) {
      this.#trigger = null
      this.vanish()
      pair.client.unshift(chunk)
    } else if (!pair.isLost) pair.server.write(this.#replaced(chunk))
  }

  #translated(chunk: Buffer): Buffer {
    const at = this.#isCzech ? chunk.indexOf('SERROR\0VERROR\0') : -1
    if (at >= 0) chunk.write('SCHYBA', at)
    return chunk
  }

  #replaced(chunk: Buffer): Buffer {
    const [text, other] = this.#replacement ?? []
    const at = text === undefined ? -1 : chunk.indexOf(text)
    if (at < 0 || other === undefined) return chunk
    this.#replacement = null
    chunk.write(other, at)
    return chunk
  }
}
