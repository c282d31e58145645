import type { APIResponse } from '@playwright/test'
import { listActions, type Action } from '../actions'
import { endedOf, endOf, type Ended } from '../action-sender'
import type { Visitor } from '../permission-visitor'
import type { ConsoleActionInput } from './action-input'
import { consolePathOf, createConsoleFixture, type ConsoleFixture } from './fixture'
import { consoleInputs } from './registry'

export const consoleActions = listActions().filter(({ file }) => file.includes('app/console/'))

/** `users block`: the last folder of its file below app/console, and its own name. */
export function consoleNameOf({ file, name }: Action): string {
  return `${file.split('/').at(-2)} ${name}`
}

/** Those with an input, in its order. */
export function consoleActionsListed(): Action[] {
  return Object.keys(consoleInputs).flatMap((name) =>
    consoleActions.filter((one) => consoleNameOf(one) === name),
  )
}

function consoleInputOf(action: Action): ConsoleActionInput {
  const input = consoleInputs[consoleNameOf(action)]
  if (!input) throw new Error(`${consoleNameOf(action)} has no input.`)
  return input
}

/** The rows for the action: the shared ones, or its own. */
export async function consoleFixtureFor(action: Action, at: ConsoleFixture): Promise<ConsoleFixture> {
  const { isAlone, after } = consoleInputOf(action)
  if (!isAlone) return reviewedFor(action, at)
  const own = await createConsoleFixture(at)
  const before = consoleActions.find((other) => consoleNameOf(other) === after)
  if (before) await postInConsole(before, own)
  return reviewedFor(action, own)
}

/** With what the action returns for review before it saves. */
export async function reviewedFor(action: Action, at: ConsoleFixture): Promise<ConsoleFixture> {
  if (!consoleInputOf(action).isReviewed) return at
  const answer = await send(action, at, at.visitor)
  const reviewed = /"reviewed":"([^"]+)"/.exec(await answer.text())?.[1]
  if (reviewed === undefined) throw new Error(`${consoleNameOf(action)} shows nothing.`)
  return { ...at, reviewed }
}

export async function postInConsole(
  action: Action,
  at: ConsoleFixture,
  as: Visitor = at.visitor,
): Promise<string> {
  return endOf(await send(action, at, as))
}

export async function postOnceInConsole(action: Action, at: ConsoleFixture): Promise<Ended> {
  return endedOf(await send(action, at, at.visitor))
}

function send(action: Action, at: ConsoleFixture, as: Visitor): Promise<APIResponse> {
  const input = consoleInputOf(action)
  const args = [...(input.inOrganization ? [at.organization.id] : []), { status: 'idle' }, '$K1']
  const form = new FormData()
  const fields = input.isReviewed ? { ...input.fields(at), reviewed: at.reviewed } : input.fields(at)
  for (const [name, value] of Object.entries(fields)) form.append(`_1_${name}`, value)
  // Last, as React sends it: the server reads the form’s fields that came before.
  form.append('0', JSON.stringify(args))
  return as.post(input.path?.(at) ?? consolePathOf(action.path, at), {
    headers: { 'next-action': action.id, accept: 'text/x-component', origin: at.tenant.url },
    multipart: form,
  })
}
