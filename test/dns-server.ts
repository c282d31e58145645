import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { decode, encode, type DecodedPacket } from 'dns-packet'

const NXDOMAIN = 3

/** A name server on loopback, for real resolvers: it knows the TXT records that a test gives it, and nothing else. */
export class DnsServer {
  private readonly records = new Map<string, string[]>()
  private silent = false

  private constructor(private readonly socket: Socket) {}

  /** @param port any free one by default */
  static async start(port = 0): Promise<DnsServer> {
    const socket = createSocket('udp4')
    const server = new DnsServer(socket)
    socket.on('message', (message, from) => {
      if (!server.silent) socket.send(server.answer(decode(message)), from.port, from.address)
    })
    socket.bind(port, '127.0.0.1')
    await once(socket, 'listening')
    return server
  }

  /** As DNS_SERVERS takes it. */
  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`
  }

  /** What TXT records of the name say from now on; nothing takes the name away. */
  says(name: string, ...texts: string[]): void {
    this.records.set(name.toLowerCase(), texts)
  }

  /** From now on no question is answered. */
  fallSilent(): void {
    this.silent = true
  }

  answerAgain(): void {
    this.silent = false
  }

  async stop(): Promise<void> {
    this.socket.close()
    await once(this.socket, 'close')
  }

  private answer({ id, questions = [] }: DecodedPacket): Buffer {
    const name = questions[0]?.name ?? ''
    const texts = this.records.get(name.toLowerCase()) ?? []
    return encode({
      type: 'response',
      ...(id === undefined ? {} : { id }),
      // The answer’s code is the lower half of its flags.
      flags: texts.length === 0 ? NXDOMAIN : 0,
      questions,
      answers: texts.map((data) => ({ type: 'TXT', name, ttl: 1, data: pieces(data) })),
    })
  }
}

/** A record is made of strings of at most 255 bytes. */
function pieces(text: string): string[] {
  return text.match(/.{1,255}/gs) ?? ['']
}
