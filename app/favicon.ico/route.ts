import { seeOther } from '@/lib/federation/redirect'

// Next would answer a form from its cache, with a header that lets others keep the answer.
export const dynamic = 'force-dynamic'

/** Browsers ask for it where they show something other than a page, which names no icon. */
export async function GET(): Promise<Response> {
  return seeOther('/logos/letter')
}
