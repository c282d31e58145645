import type { APIResponse } from '@playwright/test'
import type { ActionInput } from './action-input'
import { inputs } from './action-inputs'
import { listActions, needsPerson, type Action } from './actions'
import { createPortalFixture, type PortalFixture, type PortalUsers } from './portal-fixture'

const onPagesOfLinks = ['[ticket] accept', '[ticket] decline', '[token] join']

/** Those of people who are signed in. */
export const actions = listActions().filter(
  (action) =>
    !action.file.includes('app/console/') && (needsPerson(action) || onPagesOfLinks.includes(nameOf(action))),
)

/** `settings rename`: the folder of its file, and its own name. */
export function nameOf({ file, name }: Action): string {
  return `${file.split('/').at(-2)} ${name}`
}

/** Those with an input, in its order. */
export function listed(): Action[] {
  return Object.keys(inputs).flatMap((name) => actions.filter((action) => nameOf(action) === name))
}

export function inputOf(action: Action): ActionInput {
  const input = inputs[nameOf(action)]
  if (!input) throw new Error(`${nameOf(action)} has no input.`)
  return input
}

/** Where the action can be done: where the others are, or in an organization of its own. */
export async function fixtureFor(
  action: Action,
  people: PortalUsers,
  at: PortalFixture,
): Promise<PortalFixture> {
  const { isAlone, after } = inputOf(action)
  if (!isAlone) return at
  const own = await createPortalFixture(people)
  const before = actions.find((other) => nameOf(other) === after)
  if (before) await post(before, own)
  return own
}

export async function post(action: Action, fixture: PortalFixture): Promise<string> {
  return endOf(await send(action, fixture))
}

/** How the action ended, and whether it led to another page. */
export async function postOnce(action: Action, fixture: PortalFixture): Promise<Ended> {
  return endedOf(await send(action, fixture))
}

export interface Ended {
  end: string
  redirects: boolean
}

export async function endedOf(answer: APIResponse): Promise<Ended> {
  return { end: await endOf(answer), redirects: answer.headers()['x-action-redirect'] !== undefined }
}

function send(action: Action, at: PortalFixture): Promise<APIResponse> {
  const input = inputOf(action)
  const args = [
    ...(action.file.includes('/o/[slug]/(portal)/') ? [at.organization.slug] : []),
    ...(input.takesFormAlone ? [] : [{ status: 'idle' }]),
    '$K1',
  ]
  const form = new FormData()
  for (const [name, value] of Object.entries(input.fields(at))) form.append(`_1_${name}`, value)
  // Last, as React sends it: the server reads the form’s fields that came before.
  form.append('0', JSON.stringify(args))
  const path = input.path?.(at) ?? action.path.replace('[slug]', at.organization.slug)
  return at.visitor.post(path, {
    headers: { 'next-action': action.id, accept: 'text/x-component', origin: at.tenant.url },
    multipart: form,
  })
}

export async function endOf(answer: APIResponse): Promise<string> {
  const redirect = answer.headers()['x-action-redirect']
  if (redirect !== undefined) return /^\/sign-in\b(?!-)/.test(redirect) ? 'sign in again' : 'done'
  if (answer.status() === 404) return 'not found'
  const said = await answer.text()
  return said.includes('"status":"done"') ? 'done' : `${answer.status()} ${said.slice(0, 300)}`
}

/** The first post of a role answers with what saving would change; that is sent along to save it. */
export async function reviewed(fixture: PortalFixture): Promise<PortalFixture> {
  const [change] = listed().filter((action) => nameOf(action) === 'roles change')
  const said = change ? await (await send(change, fixture)).text() : ''
  return { ...fixture, reviewed: /"reviewed":"([^"]+)"/.exec(said)?.[1] ?? '' }
}
