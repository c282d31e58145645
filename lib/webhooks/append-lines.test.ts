import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LogStreaming, marksOf } from '@/test/fixtures/log-streaming'
import { rowsIn } from '@/test/log-receiver'
import { appendLines } from './append-lines'

const folder = mkdtempSync(join(tmpdir(), 'foyer-log-streams-'))
const streaming = await LogStreaming.open({ path: folder })
afterAll(async () => {
  await streaming.close()
  rmSync(folder, { recursive: true, force: true })
})
afterEach(() => streaming.removeAll())
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
})

const streamId = 'lst_0123456789abcdef'
const today = new Date().toISOString().slice(0, 10).replaceAll('-', '')

function fileOf(number: number, day = today, id = streamId): string {
  return `${id}-${day}-${String(number).padStart(4, '0')}.jsonl`
}

function contentOf(name: string): string {
  return readFileSync(join(folder, name), 'utf8')
}

function append(lines: string[], limits: object = {}) {
  return appendLines({ path: folder, ...limits }, { streamId, lines })
}

describe('lines', () => {
  it('are added to the file of the day, which only its owner can read', async () => {
    expect(await append(['{"a":1}', '{"a":2}'])).toMatchObject({ delivered: 2, problem: null })
    expect(await append(['{"a":3}'])).toMatchObject({ delivered: 1, problem: null })
    expect(readdirSync(folder)).toEqual([fileOf(1)])
    expect(contentOf(fileOf(1))).toBe('{"a":1}\n{"a":2}\n{"a":3}\n')
    expect(statSync(join(folder, fileOf(1))).mode & 0o777).toBe(0o600)
  })

  it('go into another file where one is full, and on another day', async () => {
    writeFileSync(join(folder, fileOf(1, '20010101', 'lst_ofanotherstream0')), 'other\n')
    const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000)
      .toISOString()
      .slice(0, 10)
      .replaceAll('-', '')
    writeFileSync(join(folder, fileOf(1, yesterday)), 'yesterday\n')
    for (const line of ['first', 'second', 'third']) await append([line], { mostBytes: 13 })
    expect([contentOf(fileOf(1)), contentOf(fileOf(2))]).toEqual(['first\nsecond\n', 'third\n'])
    expect(contentOf(fileOf(1, yesterday))).toBe('yesterday\n')
  })

  it('go into another file after half a line', async () => {
    writeFileSync(join(folder, fileOf(1)), '{"a":1}\n{"a"')
    await append(['{"a":2}'])
    expect(contentOf(fileOf(1))).toBe('{"a":1}\n{"a"')
    expect(contentOf(fileOf(2))).toBe('{"a":2}\n')
  })

  it('follow no symbolic link', async () => {
    const elsewhere = join(folder, 'elsewhere')
    writeFileSync(elsewhere, '')
    symlinkSync(elsewhere, join(folder, fileOf(1)))
    expect(await append(['{}'])).toMatchObject({ delivered: 0, problem: 'folder_unusable' })
    expect(readFileSync(elsewhere, 'utf8')).toBe('')
  })

  it('are refused for an id that is none, so that no path leaves the folder', async () => {
    for (const id of ['../lst_0123456789abcd', 'lst_0123456789abcde/', '', 'lst_../../etc/cron'])
      expect((await appendLines({ path: folder }, { streamId: id, lines: ['{}'] })).problem).toBe(
        'folder_unusable',
      )
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('the files of a stream', () => {
  it('are deleted after seven days, those of others not', async () => {
    const other = fileOf(1, '20010101', 'lst_ofanotherstream0')
    for (const name of [fileOf(1, '20010101'), fileOf(2, '20010101'), other])
      writeFileSync(join(folder, name), 'x\n')
    await append(['{}'])
    expect(readdirSync(folder).toSorted()).toEqual([fileOf(1), other].toSorted())
  })

  it('are bounded: nothing is deleted or written beyond', async () => {
    const limits = { mostBytes: 8, mostBytesOfStream: 16 }
    for (const line of ['first', 'second']) expect((await append([line], limits)).problem).toBeNull()
    expect(await append(['third'], limits)).toMatchObject({ delivered: 0, problem: 'folder_full' })
    expect([contentOf(fileOf(1)), contentOf(fileOf(2))]).toEqual(['first\n', 'second\n'])
    rmSync(join(folder, fileOf(1)))
    expect((await append(['third'], limits)).problem).toBeNull()
  })
})

describe('a stream into files', () => {
  function written(id: string): string {
    return readdirSync(folder)
      .filter((name) => name.startsWith(id))
      .toSorted()
      .map(contentOf)
      .join('')
  }

  it('has every event once and in order, while several processes write', async () => {
    const stop = [streaming.start(), streaming.start()]
    const id = await streaming.openedFiles()
    const marks: string[] = []
    for (let round = 0; round < 4; round++) marks.push(...(await streaming.write(70)))
    await streaming.eventually(() => expect(marksOf(rowsIn(written(id)))).toEqual(marks))
    await Promise.all(stop.map((end) => end()))
  })

  it('waits while the folder cannot be used, says so, and loses nothing', async () => {
    const id = await streaming.openedFiles()
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'a file')
    const marks = await streaming.write(3)
    await streaming.eventually(async () =>
      expect(await streaming.row(id)).toMatchObject({ state: 'active', problem: 'folder_unusable' }),
    )
    rmSync(folder)
    expect(existsSync(folder)).toBe(false)
    mkdirSync(folder)
    await streaming.retryNow(id)
    await streaming.eventually(() => expect(marksOf(rowsIn(written(id)))).toEqual(marks))
  })

  it('goes into another file after an incomplete line', async () => {
    const id = await streaming.openedFiles()
    const first = await streaming.write(1)
    await streaming.eventually(() => expect(marksOf(rowsIn(written(id)))).toEqual(first))
    appendFileSync(join(folder, fileOf(1, today, id)), '{"log_id')
    const second = await streaming.write(1)
    await streaming.eventually(() => expect(marksOf(rowsIn(contentOf(fileOf(2, today, id))))).toEqual(second))
  })

  it('is left to others by a process without a folder', async () => {
    await streaming.pause()
    const stop = streaming.start({ folder: undefined })
    const id = await streaming.openedFiles()
    const quick = await streaming.opened()
    const marks = await streaming.write(1)
    await streaming.eventually(() => expect(marksOf(streaming.rows(quick.path))).toEqual(marks))
    expect(await streaming.row(id)).toMatchObject({ problem: null, lease: null })
    await stop()
    streaming.resume()
    await streaming.eventually(() => expect(marksOf(rowsIn(written(id)))).toEqual(marks))
  })
})
