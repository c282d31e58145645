import { createConnection, type Socket } from 'node:net'

/** A connection on which a test writes HTTP itself, to send what no client would. */
export class RawConnection {
  private received = ''
  private open = true
  private readonly waiting = new Set<() => void>()

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('latin1').on('data', (text: string) => {
      this.received += text
      this.wake()
    })
    // A server may reset a connection whose requests it does not want.
    socket
      .on('error', () => {})
      .on('close', () => {
        this.open = false
        this.wake()
      })
  }

  static async to(url: string): Promise<RawConnection> {
    const socket = createConnection({ host: '127.0.0.1', port: Number(new URL(url).port) })
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    return new RawConnection(socket)
  }

  /** Resolves when the operating system has taken it, or the connection is closed. */
  async write(text: string | Buffer): Promise<void> {
    await new Promise<void>((resolve) => this.socket.write(text, () => resolve()))
  }

  /** The statuses of all answers so far. */
  get statuses(): number[] {
    return [...this.received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
  }

  /** Once there are so many answers, or no more will come. */
  async answered(count = 1): Promise<number[]> {
    while (this.open && this.statuses.length < count) await this.changed()
    return this.statuses
  }

  /** Once the server has closed the connection. */
  async closed(): Promise<void> {
    while (this.open) await this.changed()
  }

  end(): void {
    this.socket.destroy()
  }

  private changed(): Promise<void> {
    return new Promise((resolve) => this.waiting.add(resolve))
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve()
    this.waiting.clear()
  }
}

/** The line and headers of a request, without its body. */
export function head(
  url: string,
  { method = 'POST', path, headers }: { method?: string; path: string; headers: Record<string, string> },
): string {
  const lines = Object.entries({ host: new URL(url).host, ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  return [`${method} ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n')
}
