import { createHash } from 'node:crypto'
import { withLease } from '@/lib/db/lease'
import { withOrigin } from '@/lib/db/events'
import { DomainError } from '@/lib/errors'
import { originOf } from '@/lib/web/origin'
import { pinnedTenant } from '@/lib/web/tenant'
import { enforceRateLimit } from './api-limits'
import { withFields, type Choice } from './auth0/fields'
import { ApiProblem, insufficientScope, jsonType, problemAnswer, problemOf } from './auth0/problem'
import { bearerOf } from './bearer'
import { withIdempotencyKey, type Answer } from './idempotency-key'
import { isRead } from './incoming-request'
import { logFailure } from './log-failure'
import type { RequestContext, Handler, Operation } from './operation'
import type { PathParameters } from './router'

interface Prepared {
  run: () => Promise<unknown>
  /** Checks the permission where run() is not called. @throws as run() would */
  confirm: () => Promise<unknown>
  /** The selected properties of a GET; null for all. */
  choice: Choice | null
}

interface Described extends Operation {
  absent?: () => ApiProblem
  current?: Handler
}

type Prepare = (context: RequestContext) => Promise<Prepared>

export function answering(
  { absent = notFoundProblem, current, ...described }: Described,
  prepare: Prepare,
): Handler {
  const operation = { ...described, guarded: current !== undefined }
  async function handler(request: Request, params: PathParameters): Promise<Response> {
    const headers = new Headers({ 'cache-control': 'no-store' })
    return withOrigin(originOf(request.headers), async () => {
      try {
        const tenant = await pinnedTenant(request.headers)
        const bearer = await bearerOf(request, tenant)
        await enforceRateLimit({ tenant, bearer, isReading: isRead(request) }, headers)
        const { answer, isWhole } = await done(
          { request, params, tenant, bearer },
          { operation, current, prepare },
        )
        const isTagged = isWhole && (isRead(request) || current !== undefined)
        return written(answer, headers, { isTagged })
      } catch (error) {
        const refused = refusalOf(error, { absent, any: operation.any })
        return problemAnswer(refused ?? failed(logFailure('api', error, request)), headers)
      }
    })
  }
  const bodyFor = async (context: RequestContext) => bodyIn(await (await prepare(context)).run())
  return Object.assign(handler, { operation, bodyFor })
}

/** Preconditions and stored answers come last, after every check that could refuse the request. */
async function done(
  context: RequestContext,
  of: { operation: Operation; current: Handler | undefined; prepare: Prepare },
): Promise<{ answer: Answer; isWhole: boolean }> {
  const { request } = context
  const { status = 200 } = of.operation
  const copy = request.headers.has('idempotency-key') ? request.clone() : request
  const { run, confirm, choice } = await of.prepare(context)
  const answer = await withIdempotencyKey(copy, { ...context, confirm }, () =>
    ifMatch(context, { current: of.current, confirm }, async () => ({ status, body: bodyIn(await run()) })),
  )
  if (choice === null || answer.body === undefined) return { answer, isWhole: true }
  return { answer: { ...answer, body: withFields(answer.body, choice) }, isWhole: false }
}

function bodyIn(result: unknown): object | undefined {
  return typeof result === 'object' && result !== null ? result : undefined
}

/** `isTagged`: the body is all that GET answers at this path. */
function written({ status, body }: Answer, headers: Headers, { isTagged }: { isTagged: boolean }): Response {
  if (body === undefined) return new Response(null, { status, headers })
  const text = JSON.stringify(body)
  headers.set('content-type', jsonType)
  // GET will not repeat a warning.
  const isAsGetSays = !Array.isArray(body) && !('warnings' in body)
  if (isTagged && isAsGetSays && status === 200) headers.set('etag', etagOf(text))
  return new Response(text, { status, headers })
}

export function notFoundProblem(): ApiProblem {
  return new ApiProblem(404, 'Not Found')
}

function failed(message: string): ApiProblem {
  return new ApiProblem(500, message, { errorCode: 'internal_error' })
}

function refusalOf(
  error: unknown,
  { absent, any }: { absent: () => ApiProblem; any: readonly string[] },
): ApiProblem | null {
  const code = error instanceof DomainError ? error.code : null
  if (code === 'not_found') return absent()
  return code === 'not_held' ? insufficientScope(any) : problemOf(error)
}

/** Of the answer’s bytes (RFC 9110, 8.8.3). */
function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
}

/** Of two writes with the same ETag, one is done. `current`: GET at this path. @throws ApiProblem 412, or as GET */
async function ifMatch(
  context: RequestContext,
  { current, confirm }: { current: Handler | undefined; confirm: () => Promise<unknown> },
  work: () => Promise<Answer>,
): Promise<Answer> {
  const { request, tenant } = context
  const expected = request.headers.get('if-match')
  if (expected === null || current === undefined) return work()
  return withLease(`match ${tenant.id} ${decodeURIComponent(new URL(request.url).pathname)}`, async () => {
    await confirm()
    const tag = etagOf(JSON.stringify(await current.bodyFor(context)))
    const tags = expected.split(',').map((text) => text.trim())
    if (expected.trim() !== '*' && !tags.includes(tag))
      throw new ApiProblem(412, 'This has changed since it was read. Read it again.', {
        errorCode: 'precondition_failed',
      })
    return work()
  })
}
