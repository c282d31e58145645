import { seeOther } from '@/lib/federation/redirect'

// Next would answer a form from its cache, with a header that lets others keep the answer.
export const dynamic = 'force-dynamic'

/** Password managers open it: https://www.w3.org/TR/change-password-url/ */
export async function GET(): Promise<Response> {
  return seeOther('/account#password')
}
