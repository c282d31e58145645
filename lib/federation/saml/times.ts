import { ProviderProblem } from '../provider-problem'
import { wrongXml } from './xml'

/** As they are written; null where absent. */
export interface Times {
  notBefore: string | null
  notOnOrAfter: string | null
}

export const clockSkewMilliseconds = 60_000
/** Longer ones are used as well, but count for no longer: until then a used assertion is remembered. */
const longestValidityMilliseconds = 60 * 60_000

/** In UTC, as SAML requires (Core, 1.3.3). */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/

/** @throws ProviderProblem saml_time; wrong_answer if a time is not one */
export function assertTimes({ notBefore, notOnOrAfter }: Times, now: Date): void {
  if (notBefore !== null && timeOf(notBefore) > now.getTime() + clockSkewMilliseconds)
    throw new ProviderProblem('saml_time')
  if (notOnOrAfter !== null && timeOf(notOnOrAfter) <= now.getTime() - clockSkewMilliseconds)
    throw new ProviderProblem('saml_time')
}

/** An assertion counts from when it was issued, for an hour at most. @throws ProviderProblem */
export function assertIssuedRecently(issued: string | null, now: Date): void {
  if (issued === null) throw wrongXml('no IssueInstant')
  const age = now.getTime() - timeOf(issued)
  const isRecent = age >= -clockSkewMilliseconds && age < longestValidityMilliseconds + clockSkewMilliseconds
  if (!isRecent) throw new ProviderProblem('saml_time')
}

function timeOf(text: string): number {
  const time = dateTime.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(time)) throw wrongXml('not a time')
  return time
}
