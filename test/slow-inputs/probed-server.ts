import { spawn, type ChildProcess } from 'node:child_process'
import { createConnection, type Socket } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'

const root = join(import.meta.dirname, '../..')
const probe = pathToFileURL(join(import.meta.dirname, 'event-loop-probe.mjs')).href

const reading = z.object({
  /** The longest that the event loop was held since the reset, in milliseconds. */
  delay: z.number(),
  /** The most CPU time that its thread used between two ticks since the reset, in milliseconds. */
  cpu: z.number(),
})
const memory = z.object({ held: z.number(), rss: z.number() })

export type Reading = z.output<typeof reading>

export interface ServerOptions {
  /** The script that is started. */
  script: string
  /** The end of the path of the script that serves: the same, or one that it starts. */
  serving?: string
  env: Record<string, string>
  /** What it prints once it serves. */
  ready: string
}

/** A server of a test's own that tells what its event loop goes through. */
export class ProbedServer {
  private constructor(
    private readonly options: ServerOptions,
    private readonly process: { child: ChildProcess; ended: Promise<unknown>; output: Output },
    private readonly line: Line,
  ) {}

  static async start(options: ServerOptions): Promise<ProbedServer> {
    // Its path must be short: a socket's may have 107 bytes.
    const folder = mkdtempSync(join(tmpdir(), 'probe-'))
    const socket = join(folder, 'socket')
    const { script, serving = script, env, ready } = options
    const { NODE_OPTIONS: before = '', ...inherited } = process.env
    const child = spawn(process.execPath, [join(root, script)], {
      cwd: root,
      env: {
        ...inherited,
        ...env,
        NODE_OPTIONS: `${before} --import=${probe}`.trim(),
        EVENT_LOOP_PROBE: socket,
        EVENT_LOOP_PROBE_SCRIPT: serving,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    const output = new Output(child)
    try {
      await output.waitFor(ready, ended)
      return new ProbedServer(options, { child, ended, output }, await Line.open(socket))
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  /** Forgets what the event loop went through. */
  async reset(patience: number): Promise<void> {
    await this.line.ask('reset', patience)
  }

  /** Null where the process does not answer in this time, in milliseconds: its event loop is held, or it is gone. */
  async read(patience: number): Promise<Reading | null> {
    const answer = await this.line.ask('read', patience)
    return answer === null ? null : reading.parse(answer)
  }

  /** What the process holds after a garbage collection, in bytes. */
  async memory(): Promise<z.output<typeof memory>> {
    return memory.parse(await this.line.ask('memory', 10_000))
  }

  /** The end of what it has printed. */
  output(): string {
    return this.process.output.text
  }

  /** Whether the process that serves is still there. */
  isAlive(): boolean {
    return this.line.isOpen()
  }

  async stop(): Promise<void> {
    this.process.child.kill('SIGTERM')
    await this.process.ended
  }

  /** Ends the process at once, whatever it is at, and starts it again. */
  async restart(): Promise<ProbedServer> {
    this.line.kill()
    await this.process.ended
    return ProbedServer.start(this.options)
  }
}

const told = z.object({ id: z.string(), answer: z.unknown() })

/** One question at a time; an answer that comes too late is dropped. */
class Line {
  private asked = 0
  private waiting: ((answer: unknown) => void) | null = null
  private text = ''
  private open = true

  private constructor(
    private readonly socket: Socket,
    private pid: number,
  ) {
    socket.setEncoding('utf8').on('data', (text: string) => this.take(text))
    socket.on('error', () => this.close()).on('close', () => this.close())
  }

  static async open(path: string): Promise<Line> {
    const socket = createConnection(path)
    const line = new Line(socket, 0)
    const { pid } = z.object({ pid: z.number() }).parse(await line.ask('hello', 10_000))
    line.pid = pid
    return line
  }

  isOpen(): boolean {
    return this.open
  }

  kill(): void {
    if (this.open) process.kill(this.pid, 'SIGKILL')
  }

  /** Null where no answer comes in this time. */
  async ask(question: string, patience: number): Promise<unknown> {
    if (!this.open) return null
    this.asked += 1
    this.socket.write(`${question} ${this.asked}\n`)
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patience, null)
      this.waiting = (answer) => {
        clearTimeout(timer)
        resolve(answer)
      }
    })
  }

  private take(text: string): void {
    this.text += text
    const lines = this.text.split('\n')
    this.text = lines.pop() ?? ''
    for (const line of lines) {
      const { id, answer } = told.parse(JSON.parse(line))
      if (id === String(this.asked)) this.waiting?.(answer)
    }
  }

  private close(): void {
    this.open = false
    this.waiting?.(null)
  }
}

/** The end of what a process has printed. */
class Output {
  text = ''

  constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text: Buffer) => (this.text = (this.text + text.toString()).slice(-5000)))
  }

  async waitFor(ready: string, ended: Promise<unknown>): Promise<void> {
    const found = new Promise<'ready'>((resolve) => {
      for (const stream of [this.child.stdout, this.child.stderr])
        stream?.on('data', () => this.text.includes(ready) && resolve('ready'))
    })
    if ((await Promise.race([found, ended])) !== 'ready') throw new Error(`It did not start:\n${this.text}`)
  }
}
