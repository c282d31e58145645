import { createHash } from 'node:crypto'
import { withAdvisoryLock } from '@/lib/db/advisory-lock'
import type { Answer } from './idempotency-key'
import type { RequestContext, Handler } from './operation'
import { ApiProblem } from './auth0/problem'

/** Of the answer’s bytes (RFC 9110, 8.8.3). */
export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
}

/** Of two writes with the same ETag, one is done. `current`: GET at this path. @throws ApiProblem 412, or as GET */
export async function ifMatch(
  context: RequestContext,
  { current, confirm }: { current: Handler | undefined; confirm: () => Promise<unknown> },
  work: () => Promise<Answer>,
): Promise<Answer> {
  const { request, tenant } = context
  const input = request.headers.get('if-match')
  if (input === null || current === undefined) return work()
  return withAdvisoryLock(
    `match ${tenant.id} ${decodeURIComponent(new URL(request.url).pathname)}`,
    async () => {
      await confirm()
      const tag = etagOf(JSON.stringify(await current.bodyFor(context)))
      const tags = input.split(',').map((text) => text.trim())
      if (input.trim() !== '*' && !tags.includes(tag))
        throw new ApiProblem(412, 'This has changed since it was read. Read it again.', {
          errorCode: 'precondition_failed',
        })
      return work()
    },
  )
}
