import { createHash } from 'node:crypto'
import type { NextRequest } from 'next/server'
import { withLock } from '@/lib/db/kept-answers'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import type { Answer } from './api-once'
import { ApiProblem } from './wire/problem'

/** Of what is answered, byte for byte (RFC 9110, 8.8.3). */
export function tagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
}

/**
 * With If-Match, the work is done only if what is there is what the caller has seen; of two that have seen the same,
 * one is done. Other doors to the same thing do not wait.
 * @param current what GET answers at this path
 * @throws ApiProblem 412; whatever GET refuses with
 */
export async function ifMatch(
  request: NextRequest,
  { tenant, current }: { tenant: Tenant; current: (() => Promise<Response>) | undefined },
  work: () => Promise<Answer>,
): Promise<Answer> {
  const wanted = request.headers.get('if-match')
  if (wanted === null || current === undefined) return work()
  return withLock(`match ${tenant.id} ${request.nextUrl.pathname}`, async () => {
    const present = await current()
    if (present.status !== 200) throw await refusalIn(present)
    const tag = present.headers.get('etag') ?? ''
    const tags = wanted.split(',').map((text) => text.trim())
    if (wanted.trim() !== '*' && !tags.includes(tag))
      throw new ApiProblem(412, 'This has changed since it was read. Read it again.', {
        errorCode: 'precondition_failed',
      })
    return work()
  })
}

async function refusalIn(response: Response): Promise<ApiProblem> {
  const { message, errorCode } = (await response.json()) as { message: string; errorCode?: string }
  return new ApiProblem(response.status, message, errorCode === undefined ? {} : { errorCode })
}
