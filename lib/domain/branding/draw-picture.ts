import { execFile, type ExecFileException } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { exitCodes } from './picture-limits'
import type { PictureFormat } from './strip-metadata'

/** A PNG as it was drawn from a picture, or why it was not. */
export type Drawing = { png: Buffer } | { problem: 'wrongFormat' | 'tooLarge' | 'damaged' | 'tooSlow' }

export interface PictureProcess {
  /** From the project’s root. */
  script: string
  endsAfterMilliseconds: number
}

const pictureProcess: PictureProcess = { script: 'bin/draw-picture.ts', endsAfterMilliseconds: 5_000 }
const outputBytesAtMost = 4 * 1024 * 1024

const run = promisify(execFile)

/**
 * Draws a picture in a process of its own, which is killed when it takes too long.
 * @throws Error where that process failed for a reason that does not lie in the picture
 */
export async function drawPicture(
  bytes: Uint8Array,
  format: PictureFormat,
  { script, endsAfterMilliseconds: timeout } = pictureProcess,
): Promise<Drawing> {
  const path = join(/* turbopackIgnore: true */ process.cwd(), script)
  const running = run(process.execPath, ['--max-old-space-size=64', path, format], {
    // It gets none of our secrets.
    env: { NODE_ENV: 'production' },
    encoding: 'buffer',
    timeout,
    killSignal: 'SIGKILL',
    maxBuffer: outputBytesAtMost,
  })
  // It may end without having read all of the picture.
  running.child.stdin?.on('error', () => {}).end(bytes)
  try {
    return { png: (await running).stdout }
  } catch (error) {
    const problem = problemOf(error)
    if (problem) return { problem }
    throw error
  }
}

/** A fault that ends the process is one of the picture, as far as anybody can see. */
function problemOf(error: unknown) {
  const { code, killed, signal }: Partial<ExecFileException> = error instanceof Error ? error : {}
  if (typeof code === 'string') return undefined
  if (typeof signal === 'string') return killed ? 'tooSlow' : 'damaged'
  return (['wrongFormat', 'tooLarge', 'damaged'] as const).find((one) => exitCodes[one] === code)
}
