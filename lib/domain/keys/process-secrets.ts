import { decodeProtectedHeader } from 'jose'
import { randomUUID } from 'node:crypto'
import { writeIfPossible } from '@/lib/db/optional-write'
import type { Tx } from '@/lib/db/prisma'
import { bookkeeping, bypassRowSecurity, change, read } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import { unavailable } from '@/lib/unavailable'
import { secretId } from '../crypto/derive'
import { unseal } from '../crypto/seal'
import { sealedFor } from './create-signing-key'

/** A process that was last seen before that has ended. It is seen every few seconds. */
const liveSeconds = 30

const processId = randomUUID()
let hasEnded = false
const ofAllTenants = bypassRowSecurity(
  'a process compares its secrets with those of others and of signing keys',
  '',
)

/** Tells the other processes which secrets this one accepts, and that it runs. */
export function registerProcess(): Promise<void> {
  return change(ofAllTenants, async (tx) => {
    await writeProcess(tx)
    return bookkeeping(undefined)
  })
}

async function writeProcess(tx: Tx): Promise<void> {
  if (hasEnded) return
  const secretIds = env().acceptedSecrets.map(secretId)
  await tx.$executeRaw`
    INSERT INTO foyer.processes (id, secret_ids, seen_at) VALUES (${processId}, ${secretIds}, now())
    ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`
  await tx.$executeRaw`
    DELETE FROM foyer.processes WHERE id IN (
      SELECT id FROM foyer.processes WHERE seen_at < now() - make_interval(secs => ${liveSeconds}::int)
      FOR UPDATE SKIP LOCKED)`
}

/** What does not fit: it cannot open signing keys, or a process that runs cannot open what it seals. */
export type SecretProblem = 'keys' | 'processes'

/**
 * For a process that starts. Null if it fits; it is then registered, unless the database takes no writes.
 * @throws DomainError unavailable, also while another process registers and does not end
 */
export async function registerIfFit(): Promise<SecretProblem | null> {
  // Until it is known.
  let problem: SecretProblem | null = 'keys'
  await writeIfPossible(() =>
    change(ofAllTenants, async (tx) => {
      // Of two processes that start at once, the second sees the first.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('processes that start', 0))`
      problem = await findSecretProblem(tx)
      if (problem === null) await writeProcess(tx)
      return bookkeeping(undefined)
    }).catch(unavailableIfLocked),
  )
  return problem
}

/** The start waits for what is unavailable, and fails otherwise. */
function unavailableIfLocked(error: unknown): never {
  const isLocked = error instanceof DomainError && error.code === 'too_many'
  throw isLocked ? unavailable({ cause: error }) : error
}

async function findSecretProblem(tx: Tx): Promise<SecretProblem | null> {
  if (!(await opensSigningKeys(tx))) return 'keys'
  return (await isAcceptedByAll(tx)) ? null : 'processes'
}

/** It has served its last request: what others seal, it need not open. */
export function unregisterProcess(): Promise<void> {
  hasEnded = true
  return change(ofAllTenants, async (tx) => {
    await tx.$executeRaw`DELETE FROM foyer.processes WHERE id = ${processId}`
    return bookkeeping(undefined)
  })
}

/** Whether every process that runs can open what this one seals. */
export function isSecretAcceptedByAll(): Promise<boolean> {
  return read(ofAllTenants, isAcceptedByAll)
}

async function isAcceptedByAll(tx: Tx): Promise<boolean> {
  const [{ accepted }] = await tx.$queryRaw<[{ accepted: boolean }]>`
    SELECT NOT EXISTS (
      SELECT FROM foyer.processes
      WHERE seen_at > now() - make_interval(secs => ${liveSeconds}::int)
        AND NOT ${secretId(env().secret)} = ANY (secret_ids)) AS accepted`
  return accepted
}

interface Sample {
  tenantId: string
  sealed: string
}

/**
 * False if it opens none, or if another process accepts the secret of one that it does not open: requests belong there.
 * A key whose secret is lost fails in every process, and is no reason to refuse the other tenants’ requests.
 */
export function canOpenSigningKeys(): Promise<boolean> {
  return read(ofAllTenants, opensSigningKeys)
}

async function opensSigningKeys(tx: Tx): Promise<boolean> {
  // Three of each header, which names the secret: that of one tenant may be lost.
  const samples = await tx.$queryRaw<Sample[]>`
    SELECT "tenantId", sealed FROM (
      SELECT tenant_id AS "tenantId", sealed_private AS sealed,
        row_number() OVER (PARTITION BY split_part(sealed_private, '.', 1) ORDER BY tenant_id, id) AS number
      FROM signing_keys WHERE state IN ('active', 'next') AND sealed_private IS NOT NULL) AS numbered
    WHERE number <= 3`
  const acceptedIds = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT unnest(secret_ids) AS id FROM foyer.processes
    WHERE seen_at > now() - make_interval(secs => ${liveSeconds}::int)`
  const opened = await Promise.all(samples.map(({ tenantId, sealed }) => unseal(sealed, sealedFor(tenantId))))
  const unopened = samples.filter((_, index) => opened[index] === null)
  if (unopened.length === 0) return true
  const accepted = new Set(acceptedIds.map(({ id }) => id))
  return unopened.length < samples.length && !unopened.some(({ sealed }) => accepted.has(secretIdIn(sealed)))
}

/** Empty for what was sealed before headers had it. */
function secretIdIn(sealed: string): string {
  return decodeProtectedHeader(sealed).kid ?? ''
}
