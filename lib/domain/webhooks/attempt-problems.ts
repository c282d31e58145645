/** Why an attempt failed. */
export type AttemptProblem =
  | 'status'
  | 'redirect'
  | 'gone'
  | 'unreachable'
  | 'timeout'
  | 'not_public'
  | 'unreadable_secret'
  | 'no_event'
  | 'too_old'

const sentences: Record<AttemptProblem, string> = {
  status: 'The receiver answered with an error.',
  redirect: 'The receiver answered with a redirect, which is not followed. Enter the final URL.',
  gone: 'The receiver answered 410: it wants no more events.',
  unreachable: 'The receiver could not be reached, or the connection broke off.',
  timeout: 'The receiver did not answer in time. It should answer at once and do its work afterwards.',
  not_public: 'The URL leads to an address that is not public.',
  unreadable_secret: 'The signing secret cannot be read any more. Rotate it.',
  no_event: 'Not sent: the event can no longer be read.',
  too_old: 'Not sent: it had waited for more than seven days.',
}

export function explainAttempt(problem: string): string {
  return Object.hasOwn(sentences, problem) ? sentences[problem as AttemptProblem] : 'The attempt failed.'
}
