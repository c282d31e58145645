import { sidePool } from './side-pool'

export interface StoredAnswer {
  fingerprint: string
  /** Null while the request is being answered, or if that was interrupted. */
  status: number | null
  sealed: string | null
}

/** Null also for an answer older than a day. */
export async function findStoredAnswer(key: string): Promise<StoredAnswer | null> {
  const { rows } = await sidePool().query<StoredAnswer>(
    'SELECT fingerprint, status, sealed FROM limits.kept_answers WHERE key = $1 AND expires_at > now()',
    [key],
  )
  return rows[0] ?? null
}

/** False if another request with this key has begun. Also deletes expired answers. */
export async function beginAnswer(key: string, fingerprint: string): Promise<boolean> {
  await sidePool().query(
    `DELETE FROM limits.kept_answers WHERE key IN (
       SELECT key FROM limits.kept_answers WHERE expires_at <= now() LIMIT 100)`,
  )
  const { rowCount } = await sidePool().query(
    `INSERT INTO limits.kept_answers AS stored (key, fingerprint, expires_at) VALUES ($1, $2, now() + interval '24 hours')
     ON CONFLICT (key) DO UPDATE SET fingerprint = $2, status = NULL, sealed = NULL, expires_at = excluded.expires_at
     WHERE stored.expires_at <= now()`,
    [key, fingerprint],
  )
  return rowCount === 1
}

export async function storeAnswer(
  key: string,
  { status, sealed }: { status: number; sealed: string },
): Promise<void> {
  await sidePool().query('UPDATE limits.kept_answers SET status = $2, sealed = $3 WHERE key = $1', [
    key,
    status,
    sealed,
  ])
}

/** Nothing was done: the same key may be used again. */
export async function deleteAnswer(key: string): Promise<void> {
  await sidePool().query('DELETE FROM limits.kept_answers WHERE key = $1', [key])
}
