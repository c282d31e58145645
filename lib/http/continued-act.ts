import { redirect } from 'next/navigation'
import { z } from 'zod'
import { findSealedCookie, setSealedCookie } from '@/lib/web/sealed-cookie'
import { currentTenant } from '@/lib/web/tenant'
import { typedValues, type FormValues } from './form-state'
import { currentPath } from './person'

/** What requires a recent sign-in. `continue` in the URL names the form that goes on afterwards. */
export type ContinuedAct =
  | 'add-passkey'
  | 'change-email'
  | 'delete-account'
  | 'delete-organization'
  | 'disable-method'
  | 'enable-method'
  | 'end-sessions'
  | 'leave'
  | 'link-account'
  | 'new-recovery-codes'
  | 'operate'
  | 'remove-authenticator'
  | 'save-method'
  | 'set-up-authenticator'
  | 'transfer-ownership'

const longest = 1500

function cookieOf(act: ContinuedAct) {
  return { name: `continue.${act}`, schema: kept, seconds: 15 * 60 }
}

const kept = z.object({
  userId: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
})

/** Leads to a new sign-in and back to the form, with what was typed. Codes and other secrets are typed again. */
export async function confirmFirst(
  act: ContinuedAct,
  form: FormData,
  { userId, slug }: { userId: string; slug?: string },
): Promise<never> {
  const values = withoutSecrets(typedValues(form))
  const isShort = JSON.stringify(values).length <= longest
  await setSealedCookie(await currentTenant(), cookieOf(act), { userId, values: isShort ? values : {} })
  redirect(confirmPath(act, await currentPath(), slug))
}

/** The account’s at the tenant’s own page (`here`), even if the email domain leads to an organization’s page. */
export function confirmPath(act: ContinuedAct, path: string, slug?: string): string {
  const [pathname = '/', search] = path.split('?', 2)
  const query = new URLSearchParams(search)
  query.set('continue', act)
  const returnTo = encodeURIComponent(`${pathname}?${query.toString()}`)
  const front = slug === undefined ? '/sign-in?here=1' : `/o/${slug}?recent=1`
  return `${front}&again=1&return_to=${returnTo}`
}

/** What was typed before the new sign-in; null unless the page was asked to go on with the act. */
export async function findContinued(
  act: ContinuedAct,
  query: Record<string, string | string[] | undefined>,
  userId: string,
): Promise<FormValues | null> {
  if (query['continue'] !== act) return null
  const found = await findSealedCookie(await currentTenant(), cookieOf(act))
  return found?.userId === userId ? found.values : {}
}

function withoutSecrets(values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !/code|credential/i.test(name)))
}
