import { revalidatePath } from 'next/cache'
import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import {
  authorize,
  type BySession,
  type OrganizationAccess,
  type Permission,
  type SelfAccess,
  type TenantAccess,
} from '@/lib/access'
import type { EnteredOrganization } from '@/lib/domain/organizations/enter-organization'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import type { LiveSession } from '@/lib/domain/users/find-session'
import { DomainError } from '@/lib/errors'
import { forgetCaller, noteActionStarted, noteRateLimit } from '@/lib/request-state'
import { confirmFirst, forgetContinued } from './continued-act'
import type { ContinuedAct } from './continued-acts'
import {
  fieldProblems,
  typedValues,
  type FormState,
  type FormValues,
  type Outcome,
  type Review,
} from './form-state'
import { withRequestOrigin } from '@/lib/web/origin'
import { organizationActorOf, requireEntry, requirePerson, requireSelf, signInPath } from './person'
import { currentTenant } from '@/lib/web/tenant'

export type Done = Outcome & {
  /** Nothing was changed, so no page is rendered again. */
  isUnchanged?: true
  /** A function is called once the action is done, when the caller is read again. */
  redirect?: string | (() => Promise<string | undefined>)
  review?: Review
  /** For the form of the review, beside what was typed, such as the text of a file: without JavaScript the file is gone. */
  typed?: FormValues
}

export type Schema = z.ZodType<unknown, Record<string, unknown>>
type FormAction = (state: FormState, form: FormData) => Promise<FormState>
type SlugAction = (slug: string, state: FormState, form: FormData) => Promise<FormState>

/** What cannot be undone requires a sign-in within this time (ASVS 7.5.3). */
const recentMinutes = 15

/** Bind the slug first: `action={invite.bind(null, slug)}`. `recent` requires a sign-in in the last 15 minutes. */
export function orgAction<P extends Permission, S extends Schema>(definition: {
  needs: readonly P[]
  input: S
  /** A function: which act, if any, of what was sent. */
  recent?: ContinuedAct | ((input: z.output<S>) => ContinuedAct | null)
  run: (
    access: OrganizationAccess<P> & BySession,
    input: z.output<S>,
    organization: EnteredOrganization,
  ) => Promise<Done>
}): SlugAction {
  return (slug, _state, form) =>
    answered(form, async (form) => {
      if (typeof slug !== 'string' || slug.includes('\0') || !slug.isWellFormed()) notFound()
      const { actor, organization, session } = await requireEntry(slug)
      const access = authorize(actor, ...definition.needs)
      const input = valid(definition.input, form)
      const { recent = null } = definition
      const act = typeof recent === 'function' ? recent(input) : recent
      if (act !== null) await assertRecent(act, form, { session, slug })
      return await definition.run(access, input, organization)
    })
}

/** `recent` as for `orgAction`. */
export function tenantAction<P extends Permission, S extends Schema>(definition: {
  needs: readonly P[]
  input: S
  recent?: ContinuedAct
  run: (access: TenantAccess<P> & BySession, input: z.output<S>) => Promise<Done>
}): FormAction {
  return (_state, form) =>
    answered(form, async (form) => {
      const { tenantActor, session } = await requireSelf()
      const access = authorize(tenantActor, ...definition.needs)
      const input = valid(definition.input, form)
      if (definition.recent) await assertRecent(definition.recent, form, { session })
      return await definition.run(access, input)
    })
}

/** In an organization by a permission held at tenant level. Bind the organization’s id first. */
export function tenantOrgAction<P extends Permission, S extends Schema>(definition: {
  needs: readonly P[]
  input: S
  recent?: ContinuedAct
  run: (access: OrganizationAccess<P> & BySession, input: z.output<S>) => Promise<Done>
}): SlugAction {
  return (id, _state, form) =>
    answered(form, async (form) => {
      const { tenantActor, session } = await requireSelf()
      if (typeof id !== 'string' || id.includes('\0') || !id.isWellFormed()) notFound()
      const access = authorize(organizationActorOf(tenantActor, id), ...definition.needs)
      const input = valid(definition.input, form)
      if (definition.recent) await assertRecent(definition.recent, form, { session, organizationId: id })
      return await definition.run(access, input)
    })
}

/** `recent`: signing in again solves a `sign_in_again` of the verb. */
export function personAction<S extends Schema>(definition: {
  input: S
  recent?: ContinuedAct
  run: (access: SelfAccess, input: z.output<S>, session: LiveSession) => Promise<Done>
}): FormAction {
  return (_state, form) =>
    answered(form, async (form) => {
      const { access, session } = await requirePerson()
      const input = valid(definition.input, form)
      if (definition.recent) await forgetContinued(definition.recent)
      const work = definition.run(access, input, session)
      return await (definition.recent ? confirmed(work, definition.recent, { form, session }) : work)
    })
}

/** For visitors who have not signed in: sign-in, sign-up, reset, an invitation’s link. */
export function visitorAction<S extends Schema>(definition: {
  input: S
  run: (tenant: Tenant, input: z.output<S>) => Promise<Done>
}): FormAction {
  return (_state, form) =>
    answered(form, async (form) => await definition.run(await currentTenant(), valid(definition.input, form)))
}

export function several<T extends z.ZodType>(item: T): z.ZodType<z.output<T>[]> {
  return z.preprocess(
    (value): unknown => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z.array(item).max(1000),
  )
}

/** Browsers do not send one that is not ticked. */
export const checkbox = z
  .enum(['', 'on'])
  .optional()
  .transform((value) => value === 'on')

/** An action is a public endpoint: its arguments are untrusted. */
export async function answered(given: unknown, work: (form: FormData) => Promise<Done>): Promise<FormState> {
  noteActionStarted()
  const form = given instanceof FormData ? given : new FormData()
  let done: Done
  try {
    done = await withRequestOrigin(() => work(form))
  } catch (error) {
    forgetCaller()
    return await refusal(error, form)
  }
  const { review, typed, isUnchanged, redirect: target } = done
  if (review) return { status: 'review', review, values: { ...typedValues(form), ...typed } }
  forgetCaller()
  if (!isUnchanged) revalidatePath('/', 'layout')
  const path = typeof target === 'function' ? await target() : target
  if (path !== undefined) redirect(path)
  return answerOf(done)
}

/** By name, since the browser gets all of it. */
function answerOf({ message, undo, skipped, rows }: Done): FormState {
  return {
    status: 'done',
    ...(message === undefined ? {} : { message }),
    ...(undo === undefined ? {} : { undo }),
    ...(skipped === undefined ? {} : { skipped }),
    ...(rows === undefined ? {} : { rows }),
  }
}

async function refusal(error: unknown, form: FormData): Promise<FormState> {
  const values = typedValues(form)
  if (error instanceof z.ZodError) return { status: 'refused', fields: fieldProblems(error), values }
  if (!(error instanceof DomainError)) throw error
  if (error.code === 'not_found') notFound()
  if (error.code === 'sign_in_again') redirect(await signInPath())
  noteRateLimit(error)
  const fields = error.field === undefined ? {} : { [error.field]: error.message }
  return {
    status: 'refused',
    code: error.code,
    fields,
    values,
    ...(error.field === undefined ? { message: error.message } : {}),
  }
}

export function valid<S extends Schema>(schema: S, form: FormData): z.output<S> {
  return schema.parse(entries(form))
}

/** Repeated names become lists; React’s own fields are left out. */
function entries(form: FormData): Record<string, unknown> {
  const names = new Set([...form.keys()].filter((name) => !name.startsWith('$ACTION')))
  if ([...form.values()].some((value) => typeof value === 'string' && value.includes('\0')))
    throw new DomainError(
      'invalid',
      'Something you entered contains a character that is not allowed. Type it again.',
    )
  return Object.fromEntries(
    [...names].map((name) => {
      const all = form.getAll(name)
      return [name, all.length > 1 ? all : all[0]]
    }),
  )
}

async function assertRecent(
  act: ContinuedAct,
  form: FormData,
  asked: { session: LiveSession; slug?: string; organizationId?: string },
): Promise<void> {
  const isRecent = asked.session.authTime.getTime() > Date.now() - recentMinutes * 60_000
  await (isRecent ? forgetContinued(act) : confirmFirst(act, form, asked))
}

async function confirmed(
  work: Promise<Done>,
  act: ContinuedAct,
  { form, session }: { form: FormData; session: LiveSession },
): Promise<Done> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'sign_in_again') throw error
    return await confirmFirst(act, form, { session })
  }
}
