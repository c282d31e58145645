import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Sdk } from './sdk'

const root = join(import.meta.dirname, '..')
const names = pathToFileURL(join(root, 'e2e/loopback-names.mjs')).href
const program = join(root, 'node_modules/auth0-deploy-cli/lib/index.js')

/** What docs/moving-from-auth0.md asks Auth0 for, and besides what a Foyer can send to a Foyer. */
const included = [
  ...['resourceServers', 'clients', 'clientGrants', 'connections', 'databases', 'roles', 'organizations'],
  ...['branding', 'themes', 'tenant', 'prompts'],
]

/** What each file says, by its name. */
export type Exported = Record<string, string>

/** auth0-deploy-cli as it is published, in a process of its own, as the application of this SDK. */
export class DeployCli {
  constructor(
    private readonly sdk: Sdk,
    /** Where it keeps its files. */
    private readonly folder: string,
  ) {
    mkdirSync(folder, { recursive: true })
  }

  async export(name: string): Promise<Exported> {
    const to = join(this.folder, name)
    await this.run(['export', '--format', 'directory', '--output_folder', to])
    return readExported(to)
  }

  /** @param mappings what `@@NAME@@` stands for in the files */
  async import(exported: Exported, mappings: Record<string, string>): Promise<void> {
    const from = join(this.folder, 'import')
    for (const [file, content] of Object.entries(exported)) {
      mkdirSync(join(from, file, '..'), { recursive: true })
      writeFileSync(join(from, file), content)
    }
    await this.run(['import', '--input_file', from], mappings)
  }

  private async run(args: string[], mappings: Record<string, string> = {}): Promise<void> {
    const config = join(this.folder, 'config.json')
    const settings = {
      AUTH0_DOMAIN: new URL(this.sdk.tenant.url).host,
      AUTH0_CLIENT_ID: this.sdk.machine.id,
      AUTH0_CLIENT_SECRET: this.sdk.machine.secret,
      AUTH0_INCLUDED_ONLY: included,
      AUTH0_KEYWORD_REPLACE_MAPPINGS: mappings,
      AUTH0_EXPORT_ORDERED: true,
      AUTH0_ALLOW_DELETE: false,
    }
    writeFileSync(config, JSON.stringify(settings))
    await runToEnd(['--import', names, program, ...args, '--config_file', config])
  }
}

function readExported(folder: string): Exported {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(files.sort().map((file) => [relative(folder, file), readFileSync(file, 'utf8')]))
}

/** @throws with all that was printed, when node ends with another code than 0 */
export async function runToEnd(args: string[]): Promise<void> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)))
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`It ended with ${String(code)}:\n${output}`)
}
