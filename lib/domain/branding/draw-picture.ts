import { execFile, type ExecFileException } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { exitCodes } from './picture-limits'
import type { PictureFormat } from './strip-metadata'

export type Drawing =
  | { png: Buffer; colors: string[] }
  | { problem: 'wrongFormat' | 'tooLarge' | 'damaged' | 'tooSlow' }

/** `square`: cut to one. `apple`: an icon for a home screen. */
type PictureShape = 'whole' | 'square' | 'apple'

export interface PictureProcess {
  /** Relative to the project’s root. */
  script: string
  endsAfterMilliseconds: number
  shape?: PictureShape
}

const pictureProcess: PictureProcess = { script: 'bin/draw-picture.mjs', endsAfterMilliseconds: 5_000 }
const outputBytesAtMost = 4 * 1024 * 1024

const run = promisify(execFile)

/** In its own process, killed on timeout. @throws Error if the process failed for a reason other than the picture */
export async function drawPicture(
  bytes: Uint8Array,
  format: PictureFormat,
  options: Partial<PictureProcess> = {},
): Promise<Drawing> {
  const { script, endsAfterMilliseconds: timeout, shape = 'whole' } = { ...pictureProcess, ...options }
  const path = join(/* turbopackIgnore: true */ process.cwd(), script)
  const running = run(process.execPath, ['--max-old-space-size=64', path, format, shape], {
    // Without the environment, so without secrets.
    env: { NODE_ENV: 'production' },
    encoding: 'buffer',
    timeout,
    killSignal: 'SIGKILL',
    maxBuffer: outputBytesAtMost,
  })
  // The process may exit before it has read the whole picture.
  running.child.stdin?.on('error', () => {}).end(bytes)
  try {
    const { stdout: png, stderr } = await running
    return { png, colors: colorsIn(stderr.toString()) }
  } catch (error) {
    const problem = problemOf(error)
    if (problem) return { problem }
    throw error
  }
}

/** Ignores what else the process prints. */
function colorsIn(text: string): string[] {
  const [line = ''] = /^colors(?: #[0-9a-f]{6}){1,4}$/m.exec(text) ?? []
  return line.split(' ').slice(1)
}

/** A crash of the process is taken to be caused by the picture. */
function problemOf(error: unknown) {
  const { code, killed, signal }: Partial<ExecFileException> = error instanceof Error ? error : {}
  if (typeof code === 'string') return undefined
  if (typeof signal === 'string') return killed ? 'tooSlow' : 'damaged'
  return (['wrongFormat', 'tooLarge', 'damaged'] as const).find((one) => exitCodes[one] === code)
}
