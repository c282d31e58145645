import { seeOther } from '@/lib/federation/redirect'

/** Browsers ask for it beside what is no page, which names no icon. */
export async function GET(): Promise<Response> {
  return seeOther('/logos/letter')
}
