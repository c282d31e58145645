import { constants } from 'node:fs'
import { type FileHandle, lstat, open, readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { BatchOutcome } from '@/lib/domain/log-streams/record-batch'
import type { StreamProblem } from '@/lib/domain/log-streams/log-stream'

/** Of the machine’s operator; nothing that a request contains is part of a path. */
export interface LogFolder {
  path: string
  /** Of one file, and of all files of one stream. */
  mostBytes?: number
  mostBytesOfStream?: number
}

const megabyte = 1024 * 1024
const defaults = { mostBytes: 64 * megabyte, mostBytesOfStream: 1024 * megabyte }

/** Older files are deleted: their events stay in the log. */
const mostDays = 7

interface Lines {
  streamId: string
  lines: readonly string[]
}

/**
 * At the end of the stream’s file of today, `<stream>-<day>-<number>.jsonl`, or of the next one where that is full or ends
 * in the middle of a line. On the disk when it returns. Never throws for failures of the file system.
 */
export async function appendLines(
  folder: LogFolder | undefined,
  { streamId, lines }: Lines,
): Promise<BatchOutcome> {
  const problem =
    folder === undefined || !/^lst_[A-Za-z0-9]{16}$/.test(streamId)
      ? 'folder_unusable'
      : await append({ ...defaults, ...folder }, { streamId, lines }).catch(problemOf)
  return { delivered: problem === null ? lines.length : 0, problem, status: null, retryAfter: null }
}

async function append(
  folder: Required<LogFolder>,
  { streamId, lines }: Lines,
): Promise<StreamProblem | null> {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '')
  const bytes = Buffer.from(`${lines.join('\n')}\n`)
  const files = await deleteOld(await filesOf(folder.path, streamId))
  const total = files.reduce((sum, { size }) => sum + size, 0)
  if (total + bytes.length > folder.mostBytesOfStream) return 'folder_full'
  const last = files.filter((file) => file.day === day).at(-1)
  const isContinued =
    last !== undefined && last.size + bytes.length <= folder.mostBytes && (await endsWithNewline(last))
  const number = isContinued ? last.number : (last?.number ?? 0) + 1
  const name = `${streamId}-${day}-${String(number).padStart(4, '0')}.jsonl`
  await writeAtEnd(join(folder.path, name), bytes)
  if (!isContinued) await withFile(folder.path, constants.O_RDONLY, (file) => file.sync())
  return null
}

interface LogFile {
  path: string
  /** Such as 20261128. */
  day: string
  number: number
  size: number
}

/** The oldest first. */
async function filesOf(folder: string, streamId: string): Promise<LogFile[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(`${streamId}-`)).toSorted()
  const found: LogFile[] = []
  for (const name of names) {
    const [, day, number] = /-(\d{8})-(\d{4,})\.jsonl$/.exec(name) ?? []
    if (day === undefined) continue
    const path = join(folder, name)
    // A collector may have removed it meanwhile.
    const stats = await lstat(path).catch(() => null)
    if (stats !== null) found.push({ path, day, number: Number(number), size: stats.size })
  }
  return found.toSorted((one, other) => one.day.localeCompare(other.day) || one.number - other.number)
}

/** @returns the files that stay */
async function deleteOld(files: readonly LogFile[]): Promise<LogFile[]> {
  const oldest = new Date(Date.now() - mostDays * 24 * 60 * 60 * 1000)
  const first = oldest.toISOString().slice(0, 10).replaceAll('-', '')
  for (const { path, day } of files) if (day < first) await unlink(path).catch(() => undefined)
  return files.filter(({ day }) => day >= first)
}

/** A write that was interrupted, by a full disk or the end of the process, leaves half a line. */
async function endsWithNewline({ path, size }: LogFile): Promise<boolean> {
  if (size === 0) return true
  return withFile(path, constants.O_RDONLY | constants.O_NOFOLLOW, async (file) => {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
    return buffer.toString() === '\n'
  })
}

async function writeAtEnd(path: string, bytes: Buffer): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW
  await withFile(path, flags, async (file) => {
    await file.writeFile(bytes)
    await file.datasync()
  })
}

async function withFile<T>(path: string, flags: number, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, flags, 0o600)
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}

function problemOf(error: unknown): StreamProblem {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (typeof code !== 'string') throw error
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'disk_full' : 'folder_unusable'
}
