import { randomBytes } from 'node:crypto'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { LiveSession } from '@/lib/domain/users/find-session'
import {
  deleteOldestCookie,
  deleteSealedCookie,
  findSealedCookie,
  setSealedCookie,
} from '@/lib/web/sealed-cookie'
import { cookieNameFor } from '@/lib/web/session-cookie'
import { currentTenant } from '@/lib/web/tenant'
import { continuedActs, automaticActs, type ContinuedAct } from './continued-acts'
import type { ContinuedForm } from './form-state'
import { packValues, unpackValues } from './packed-values'
import { currentPath } from './person'

const nameStart = 'continue.'
const mostSaved = 2

const savedAct = z.object({
  /** Random, and in the URL: a link that someone else wrote continues nothing. */
  key: z.string(),
  userId: z.string(),
  /** Of the sign-in that was not recent enough. */
  authTime: z.number(),
  organizationId: z.string().nullable(),
  values: z.string().nullable(),
})

interface ActContext {
  session: LiveSession
  /** Where the act is done, if the form itself does not say it. */
  organizationId?: string | undefined
  /** Of the organization on whose page the user signs in. Without it: at the tenant’s own page. */
  slug?: string | undefined
}

/** Leads to a new sign-in and back to the form, with what was typed. Codes and other secrets are typed again. */
export async function confirmFirst(act: ContinuedAct, form: FormData, context: ActContext): Promise<never> {
  redirect(await rememberAct(act, form, { path: await currentPath(), ...context }))
}

/** Returns the path of the sign-in that leads back to `path`. */
export async function rememberAct(
  act: ContinuedAct,
  form: FormData,
  { session, organizationId, slug, path }: ActContext & { path: string },
): Promise<string> {
  const key = randomBytes(16).toString('base64url')
  const tenant = await currentTenant()
  await deleteOldestCookie(tenant, nameStart, mostSaved - 1)
  await setSealedCookie(tenant, cookieOf(act), {
    key,
    userId: session.user.id,
    authTime: session.authTime.getTime(),
    organizationId: organizationId ?? null,
    values: packValues(form),
  })
  return confirmPath(`${act}.${key}`, path, slug)
}

/** What was typed before the new sign-in; null unless the URL of this page holds the key. */
export async function findContinued(session: LiveSession): Promise<ContinuedForm | null> {
  const wanted = queryOf(await currentPath()).get('continue')
  const found = await findSavedAct(wanted)
  if (found === null || found.userId !== session.user.id) return null
  const { act, authTime, organizationId, values } = found
  return {
    continue: `${act}.${found.key}`,
    act,
    organizationId,
    values: values === null ? null : unpackValues(values),
    goesOn: automaticActs[act] !== undefined && values !== null && session.authTime.getTime() > authTime,
  }
}

/** What a sign-in that leads to this path goes on with by itself. */
export async function findAutomaticAct(returnTo: string | undefined): Promise<string | undefined> {
  const found = await findSavedAct(queryOf(returnTo ?? '').get('continue'))
  return found ? automaticActs[found.act] : undefined
}

/** Whatever comes of the act, it is continued once. */
export async function forgetContinued(act: ContinuedAct): Promise<void> {
  const tenant = await currentTenant()
  const cookie = cookieOf(act)
  if ((await cookies()).has(cookieNameFor(tenant, cookie.name))) await deleteSealedCookie(tenant, cookie)
}

async function findSavedAct(wanted: string | null) {
  const [name, key] = wanted?.split('.', 2) ?? []
  const act = continuedActs.find((one) => one === name)
  if (act === undefined) return null
  const found = await findSealedCookie(await currentTenant(), cookieOf(act))
  return found !== null && found.key === key ? { act, ...found } : null
}

/** The account’s at the tenant’s own page (`here`), even if the email domain leads to an organization’s page. */
function confirmPath(wanted: string, path: string, slug: string | undefined): string {
  const [pathname = '/'] = path.split('?', 1)
  const query = queryOf(path)
  query.set('continue', wanted)
  const returnTo = encodeURIComponent(`${pathname}?${query.toString()}`)
  const front = slug === undefined ? '/sign-in?here=1' : `/o/${slug}?recent=1`
  return `${front}&again=1&return_to=${returnTo}`
}

function queryOf(path: string): URLSearchParams {
  return new URLSearchParams(path.split('?', 2)[1])
}

function cookieOf(act: ContinuedAct) {
  return { name: `${nameStart}${act}`, schema: savedAct, seconds: 15 * 60 }
}
