import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** A server in a process of its own. */
export interface RunningServer {
  port: number
  pid: number
  /** The message by which it said that it is ready. */
  said: unknown
  stop: () => Promise<void>
}

/** Runs until it says that it is ready. */
export async function startServer(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  port: number,
): Promise<RunningServer> {
  const stdio: ['ignore', 'inherit', 'inherit', 'ipc'] = ['ignore', 'inherit', 'inherit', 'ipc']
  const child = spawn(process.execPath, args, { env: { ...env, PORT: String(port) }, stdio })
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${args.join(' ')} did not start.`)))
  const [said] = (await Promise.race([once(child, 'message'), ended])) as unknown[]
  ended.catch(() => undefined)
  return { port, pid: child.pid ?? 0, said, stop: () => end(child) }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
