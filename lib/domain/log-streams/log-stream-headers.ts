import { z } from 'zod'
import type { SystemAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { invalid } from '@/lib/errors'
import { resealColumn } from '../crypto/reseal-column'
import { seal, type SealedFor, unseal } from '../crypto/seal'
import type { ParsedSink } from './log-stream-input'

/** By name in lower case. */
export type Headers = Readonly<Record<string, string>>

interface LogStreamRef {
  tenantId: string
  streamId: string
}

const stored = z.record(z.string(), z.string())

interface HeaderColumns {
  headerNames: string[]
  sealedHeaders: string | null
}

export async function sealHeaders(of: LogStreamRef, headers: Headers): Promise<HeaderColumns> {
  const headerNames = Object.keys(headers).toSorted()
  if (headerNames.length === 0) return { headerNames, sealedHeaders: null }
  return { headerNames, sealedHeaders: await seal(JSON.stringify(headers), sealedFor(of)) }
}

/** Null if no FOYER_SECRET that is accepted opens them. */
export async function openHeaders(of: LogStreamRef, sealed: string | null): Promise<Headers | null> {
  if (sealed === null) return {}
  const text = await unseal(sealed, sealedFor(of))
  return text === null ? null : stored.parse(JSON.parse(text))
}

type Given = Pick<ParsedSink, 'authorization' | 'customHeaders'>

/** Whether a present value would stay. By name, so that it also holds while the values cannot be read. */
export function keepsHeaders(names: readonly string[], { authorization, customHeaders }: Given): boolean {
  return names.some((name) => {
    if (name === 'authorization') return authorization === undefined
    return (
      customHeaders === undefined || customHeaders.some((one) => one.name === name && one.value === undefined)
    )
  })
}

/** @throws DomainError invalid for a header without a value that has none yet */
export function nextHeaders(present: Headers, { authorization, customHeaders }: Given): Headers {
  const { authorization: before = '', ...others } = present
  const after = authorization ?? before
  const custom = customHeaders?.map(({ name, value = others[name] }) => {
    if (value === undefined) throw invalid('custom_headers', `The header ${name} needs a value.`)
    return [name, value] as const
  })
  return {
    ...(after === '' ? {} : { authorization: after }),
    ...(custom ? Object.fromEntries(custom) : others),
  }
}

function sealedFor({ tenantId, streamId }: LogStreamRef): SealedFor {
  return { purpose: `log stream ${streamId}`, tenantId }
}

export function resealLogStreams(access: SystemAccess): Promise<number> {
  const { tenantId } = access
  return resealColumn(access, {
    table: sql`log_streams`,
    column: sql`sealed_headers`,
    sealedFor: (streamId) => sealedFor({ tenantId, streamId }),
  })
}
