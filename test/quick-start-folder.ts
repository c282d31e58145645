import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ShownSnippet } from './quick-start-page.ts'

const root = join(import.meta.dirname, '..')

/** An empty folder that a quick start is copied to, outside of this repository and its packages. */
export class QuickStartFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'quick-start-'))
  private readonly children: ChildProcess[] = []
  private output = ''

  /** @param replaced what a reader puts in, by placeholder */
  constructor(
    private readonly snippets: readonly ShownSnippet[],
    private readonly replaced: Record<string, string> = {},
  ) {}

  /** Writes every block whose title is a path, of these. */
  writeFiles(isWanted: (title: string) => boolean): void {
    const files = this.snippets.filter(({ title }) => /^[^ ]*\.\w+[^ ]*$/.test(title) && isWanted(title))
    for (const { title, code } of files) {
      const path = join(this.path, title)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, `${this.fill(code)}\n`)
    }
  }

  /** Runs the commands under these titles to their end, in one terminal. Returns what they printed. */
  async run(titles: string | readonly string[], replaced: Record<string, string> = {}): Promise<string> {
    const commands = [titles].flat().map((title) => this.command(title, replaced))
    const child = this.spawn(commands.join('\n'), {})
    let printed = ''
    child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    const [code] = (await once(child, 'close')) as [number | null]
    if (code !== 0) throw new Error(`“${[titles].flat().join('”, “')}” ended with ${code}:\n${this.output}`)
    return printed.trim()
  }

  /** Starts the command under this title, and waits until it answers there. */
  async start(title: string, url: string, variables: Record<string, string> = {}): Promise<void> {
    const child = this.spawn(this.command(title, {}), variables)
    const began = Date.now()
    while (Date.now() - began < 240_000) {
      if (child.exitCode !== null) break
      const answer = await fetch(url, { redirect: 'manual' }).catch(() => null)
      if (answer !== null) return
      await pause(250)
    }
    throw new Error(`“${title}” does not answer:\n${this.output}`)
  }

  printed(): string {
    return this.output
  }

  async remove(): Promise<void> {
    for (const child of this.children) {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) continue
      // npx starts another process, in the same group.
      process.kill(-child.pid, 'SIGKILL')
      await once(child, 'close')
    }
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5 })
  }

  private command(title: string, replaced: Record<string, string>): string {
    const found = this.snippets.find((snippet) => snippet.title === title)
    if (!found) throw new Error(`The page shows nothing under “${title}”.`)
    return this.fill(found.code, replaced)
  }

  private fill(code: string, replaced: Record<string, string> = {}): string {
    const all = Object.entries({ ...this.replaced, ...replaced })
    return all.reduce((text, [placeholder, value]) => text.replaceAll(placeholder, value), code)
  }

  private spawn(command: string, variables: Record<string, string>): ChildProcess {
    const env = { ...ownEnvironment(), ...variables }
    const child: ChildProcess = spawn('bash', ['-ec', command], { cwd: this.path, env, detached: true })
    this.children.push(child)
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()))
    return child
  }
}

/** Set by whoever runs the proof, and not by a reader’s terminal. */
const ours =
  /^(FOYER_|npm_|NODE_(ENV|OPTIONS|COMPILE_CACHE)$|DATABASE_URL$|MIGRATION_DATABASE_URL$|RATE_LIMITS$|PORT$|HOST$|INIT_CWD$)/

/** Of a reader’s terminal: without this repository’s programs and settings, but with the Node.js that it brings. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !ours.test(name))
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.startsWith(root))
  return {
    ...Object.fromEntries(others.map(([name, value]) => [name, value ?? ''])),
    PATH: [dirname(process.execPath), ...folders].join(delimiter),
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: 'development',
  }
}
