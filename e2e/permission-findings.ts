import type { Page } from '@playwright/test'
import type { PermissionUsers } from './permission-users'
import {
  expectedAt,
  givenOnlyIn,
  pages,
  pagesFor,
  type Held,
  type Part,
  type PermissionContext,
} from '../test/permission-model'
import { readPage } from './permission-reader'
import type { Answer, Visitor } from './permission-visitor'

interface Question {
  name: string
  part: Part
  inherits: boolean
  /** Any page of a browser: it parses what was fetched. */
  parser: Page
}

type Answers = Record<string, number | '/sign-in'>

/** Where the product says of one person something else than the model: a sentence each. */
export async function findings(users: PermissionUsers, question: Question): Promise<string[]> {
  const { name, part, inherits, parser } = question
  const visitor = visitorOf(users, name)
  const found: string[] = []
  const seen = new Map<PermissionContext, Held>()
  for (const context of ['none', 'here', 'elsewhere'] as const) {
    const { answers, html } =
      context === 'none' ? await outside(visitor) : await inside(visitor, users[context].slug)
    const shown = await readPage(parser, html)
    const expected = expectedAt(part, context, inherits)
    const about = `${name} at ${context}, inheritance ${inherits ? 'on' : 'off'}`
    const wrong = [
      ...wrongAnswers(answers, expectedAnswers(part, context, expected)),
      ...wrongMenu(shown.menu, expected && context !== 'none' ? pagesFor(expected) : []),
      ...wrongHeld(shown.held, expected ?? new Map()),
    ]
    found.push(...wrong.map((sentence) => `${about}: ${sentence}`))
    seen.set(context, shown.held)
  }
  return [...found, ...leaks(part, seen).map((sentence) => `${name}: ${sentence}`)]
}

export function visitorOf(users: PermissionUsers, name: string): Visitor {
  const visitor = users.visitors.get(name)
  if (!visitor) throw new Error(`There is no visitor ${name}.`)
  return visitor
}

export function answerOf({ status, location }: Answer): number | '/sign-in' {
  return status === 307 && location.startsWith('/sign-in?') ? '/sign-in' : status
}

async function inside(visitor: Visitor, slug: string): Promise<{ answers: Answers; html: string }> {
  const got = await Promise.all(
    Object.keys(pages).map(async (page) => ({ page, answer: await visitor.get(`/o/${slug}/${page}`) })),
  )
  const answers = Object.fromEntries(got.map(({ page, answer }) => [page, answerOf(answer)]))
  return { answers, html: (await visitor.get(`/o/${slug}/access`)).html }
}

async function outside(visitor: Visitor): Promise<{ answers: Answers; html: string }> {
  const [account, create] = await Promise.all([visitor.get('/account'), visitor.get('/orgs/new')])
  return { answers: { account: answerOf(account), 'orgs/new': answerOf(create) }, html: account.html }
}

function expectedAnswers(part: Part, context: PermissionContext, held: Held | null): Answers {
  const paths = context === 'none' ? ['account', 'orgs/new'] : Object.keys(pages)
  if (part.foreign) return Object.fromEntries(paths.map((path) => [path, '/sign-in']))
  const open = held ? pagesFor(held) : []
  if (context === 'none') open.push('account')
  if (held?.has('portal create:organizations')) open.push('orgs/new')
  return Object.fromEntries(paths.map((path) => [path, open.includes(path) ? 200 : 404]))
}

function wrongAnswers(answers: Answers, expected: Answers): string[] {
  const wrong = Object.entries(expected).filter(([page, answer]) => answers[page] !== answer)
  return wrong.map(([page, answer]) => `${page} answers ${String(answers[page])}, not ${String(answer)}`)
}

function wrongMenu(menu: readonly string[], expected: readonly string[]): string[] {
  return menu.join() === expected.join() ? [] : [`the menu is [${menu.join()}], not [${expected.join()}]`]
}

function wrongHeld(held: Held, expected: Held): string[] {
  const permissions = [...new Set([...held.keys(), ...expected.keys()])]
  const wrong = permissions.filter((permission) => held.get(permission) !== expected.get(permission))
  return wrong.map((permission) => {
    const [is, wanted] = [held.get(permission), expected.get(permission)]
    if (is === undefined) return `${permission} is missing (${wanted ?? ''})`
    return wanted === undefined
      ? `${permission} is shown (${is}) and not held`
      : `${permission} is “${is}”, not “${wanted}”`
  })
}

/** What only one organization’s roles give, seen outside of it: wrong whatever the flag says. */
function leaks(part: Part, seen: ReadonlyMap<PermissionContext, Held>): string[] {
  const outsideOf = { here: ['elsewhere', 'none'], elsewhere: ['here', 'none'] } as const
  return (['here', 'elsewhere'] as const).flatMap((context) =>
    outsideOf[context].flatMap((leak) =>
      givenOnlyIn(part, context)
        .filter((permission) => seen.get(leak)?.has(permission))
        .map((permission) => `${permission} is given ${context} alone, and shows at ${leak}`),
    ),
  )
}
