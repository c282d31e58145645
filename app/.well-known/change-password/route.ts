import { seeOther } from '@/lib/federation/redirect'

/** Password managers open it: https://www.w3.org/TR/change-password-url/ */
export async function GET(): Promise<Response> {
  return seeOther('/account#password')
}
