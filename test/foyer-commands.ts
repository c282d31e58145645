import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** As npm runs them, with this environment alone; what they say is printed. @returns the exit code */
export function runScript(args: readonly string[], env: NodeJS.ProcessEnv): number {
  const command = ['bin/run-script.mjs', ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    env,
    encoding: 'utf8',
  })
  console.log(`${stdout}${stderr}`.trim())
  return status ?? -1
}

/** A process of the built product, once it is ready. @throws Error if it ends before */
export async function serve(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const stdio: ['ignore', 'ignore', 'inherit', 'ipc'] = ['ignore', 'ignore', 'inherit', 'ipc']
  const child = spawn(process.execPath, ['bin/serve.mjs'], { cwd: root, env, stdio })
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('The process did not start.')))
  await Promise.race([once(child, 'message'), ended])
  ended.catch(() => undefined)
  return child
}

export function refusesToStart(env: NodeJS.ProcessEnv): Promise<string> {
  return serve(env).then(
    async (child) => {
      await end(child)
      return 'served'
    },
    () => 'refused',
  )
}

export async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  await once(child, 'exit')
}
