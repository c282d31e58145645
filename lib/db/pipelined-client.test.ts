import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { env } from '../env'
import { PipelinedClient } from './pipelined-client'

let client: PipelinedClient
let other: PipelinedClient

beforeEach(async () => {
  const open = () => new PipelinedClient({ connectionString: env().databaseUrl, pipeline: true })
  ;[client, other] = [open(), open()]
  await Promise.all([client.connect(), other.connect()])
})
afterEach(() => Promise.all([client.end(), other.end()]))

function run(text: string, on = client): Promise<{ rows: unknown[] }> {
  return on.query({ text, values: [] })
}

describe('a statement sent ahead', () => {
  it('is not waited for, but runs before the next one', async () => {
    await run('SELECT pg_advisory_lock(20261128)', other)
    await run('BEGIN')
    await run(
      "/* sent ahead */ SELECT pg_advisory_xact_lock(20261128), set_config('app.user_id', 'pat', true)",
    )
    const next = run("SELECT current_setting('app.user_id') AS name")
    await run('SELECT pg_advisory_unlock(20261128)', other)
    expect((await next).rows).toEqual([{ name: 'pat' }])
    await run('ROLLBACK')
  })

  it('goes out in one write with BEGIN and the next one', async () => {
    const { stream } = (
      client as unknown as { connection: { stream: { _writev: (...given: unknown[]) => void } } }
    ).connection
    let writes = 0
    const original = stream._writev.bind(stream)
    stream._writev = (...given) => {
      writes += 1
      original(...given)
    }
    await run('BEGIN')
    await run('/* sent ahead */ SELECT 1')
    await run('SELECT 2')
    expect(writes).toBe(1)
    await run('COMMIT')
  })

  it('goes out by itself if nothing follows', async () => {
    await run('/* sent ahead */ SELECT pg_advisory_lock(20261129)')
    const held = "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND objid = 20261129"
    await expect.poll(async () => (await run(held, other)).rows).toHaveLength(1)
  })
})

describe('the failure of a statement sent ahead', () => {
  it('is that of each statement that follows', async () => {
    await run('BEGIN')
    await run('/* sent ahead */ SELECT 1 / 0')
    const both = await Promise.allSettled([run('SELECT 1'), run('SELECT 2')])
    const failure = { status: 'rejected', reason: expect.objectContaining({ code: '22012' }) as unknown }
    expect(both).toEqual([failure, failure])
    await expect(run('COMMIT')).rejects.toMatchObject({ code: '22012' })
  })

  it('leaves nothing of the transaction, though nothing else fails', async () => {
    await run('CREATE TEMPORARY TABLE written (name text)')
    await run('BEGIN')
    await run("INSERT INTO written VALUES ('pat')")
    await run('/* sent ahead */ SELECT 1 / 0')
    await expect(run('COMMIT')).rejects.toMatchObject({ code: '22012' })
    expect((await run('SELECT FROM written')).rows).toEqual([])
  })

  it('is not that of its ROLLBACK, nor of the next transaction', async () => {
    await run('BEGIN')
    await run('/* sent ahead */ SELECT 1 / 0')
    await run('ROLLBACK')
    await run('BEGIN')
    expect((await run('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await run('COMMIT')
  })
})
