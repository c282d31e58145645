import { STATUS_CODES } from 'node:http'
import type { Operation } from './operation'
import { ApiProblem, insufficientScope, invalidInput, invalidToken, problemText } from './auth0/problem'

type Refused = Pick<Operation, 'any' | 'body'>

export function refusalExample(status: number, operation: Refused): unknown {
  const problem = examples[status]?.(operation) ?? new ApiProblem(status, STATUS_CODES[status] ?? 'Refused')
  return JSON.parse(problemText(problem))
}

const examples: Record<number, (operation: Refused) => ApiProblem> = {
  400: ({ body }) =>
    body
      ? invalidInput('body', 'Too small: expected string to have >=1 characters', ['name'])
      : invalidInput('query', 'Too big: expected number to be <=100', ['per_page']),
  401: () => invalidToken(),
  403: ({ any }) => insufficientScope(any),
  412: () => example(412, 'This has changed since it was read. Read it again.', 'precondition_failed'),
  413: () => example(413, 'The body is larger than 100 KB.', 'payload_too_large'),
  422: () => example(422, 'This Idempotency-Key came with another request before.', 'idempotency_key_reused'),
  429: () => example(429, 'Global limit has been reached', 'too_many_requests'),
  503: () => example(503, 'The service is busy right now. Try again in a moment.', 'unavailable'),
}

function example(status: number, message: string, errorCode: string): ApiProblem {
  return new ApiProblem(status, message, { errorCode })
}
