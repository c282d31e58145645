import type { Page } from '@playwright/test'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** A folder with the files that a quick start prints, and this repository’s packages. */
export class QuickStart {
  private readonly folder = mkdtempSync(join(tmpdir(), 'quick-start-'))
  private child: ChildProcess | undefined
  private output = ''

  constructor(private readonly page: Page) {
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'))
  }

  /** The code under this title. */
  text(title: string): Promise<string> {
    return this.page.getByRole('figure', { name: title, exact: true }).locator('code').innerText()
  }

  /** Writes the file that is printed under its name. */
  async write(name: string): Promise<string> {
    const file = join(this.folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, await this.text(name))
    return file
  }

  /** @param args of Node */
  run(args: readonly string[], env: Record<string, string> = {}): void {
    const names = ['--import', join(import.meta.dirname, 'loopback-names.mjs')]
    const options = { cwd: this.folder, env: { ...process.env, ...env } }
    this.child = spawn(process.execPath, [...names, ...args], options)
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()))
  }

  printed(): string {
    return this.output.trim()
  }

  async ended(): Promise<string> {
    if (this.child?.exitCode === null) await once(this.child, 'close')
    return this.printed()
  }

  close(): void {
    this.child?.kill()
    rmSync(this.folder, { recursive: true })
  }
}

/** Lines `NAME=value`. */
export function settingsIn(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\n').map((line) => {
      const [name = '', ...value] = line.split('=')
      return [name, value.join('=')]
    }),
  )
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
