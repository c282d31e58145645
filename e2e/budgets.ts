import type { Cost } from './statement-log'

/** What a request may cost (docs/decisions/0040): BEGIN and COMMIT are not counted. */
export interface Budget {
  transactions: number
  statements: number
}

/** What is over the budget, in words; null where nothing is. */
export function exceeded(cost: Cost, { transactions, statements }: Budget): string | null {
  if (cost.transactions <= transactions && cost.statements.length <= statements) return null
  const texts = cost.statements.map((text) => text.slice(0, 160)).join('\n')
  return `${cost.transactions} transactions, ${cost.statements.length} statements:\n${texts}`
}

const callerIsRead = /foyer\.caller_context\(/

/**
 * As exceeded(), of an action that leads to another page. The process asks itself for that page, to answer with it: it is a
 * request of its own, which begins with its caller, and has a budget of its own.
 */
export function exceededWithNextPage(cost: Cost, budgets: { action: Budget; page: Budget }): string | null {
  const { transactions, statements } = cost
  const start = statements.findLastIndex((text) => callerIsRead.test(text))
  if (start <= 0) return exceeded(cost, budgets.action)
  const action = { transactions: transactions - 1, statements: statements.slice(0, start) }
  const page = { transactions: 1, statements: statements.slice(start) }
  return exceeded(action, budgets.action) ?? exceeded(page, budgets.page)
}

export const readBudget: Budget = { transactions: 1, statements: 2 }
export const writeBudget: Budget = { transactions: 1, statements: 6 }
export const pageBudget: Budget = { transactions: 1, statements: 8 }
export const actionBudget: Budget = { transactions: 2, statements: 14 }

/** Pages that cost more than the rule allows, with what they cost today: a number here may only fall. */
export const pageBudgets: Record<string, Budget> = {}

/** Pages that redirect signed-in users: they are read without a session. */
export const signedOutPages: readonly string[] = [
  '/o/[slug]',
  '/reset',
  '/reset/[token]',
  '/reset/sent',
  '/sign-in',
  '/sign-in/authenticator',
  '/sign-in/code',
  '/sign-in/link',
  '/sign-in/with/failed',
  '/sign-up',
  '/sign-up/code',
  '/verify',
]

/** Pages that cannot be opened by their path alone, and why. */
export const pagesElsewhere: Record<string, string> = {
  '/_global-error': 'cannot be requested: the server hides it',
  '/_not-found': 'is what all unknown paths render',
  '/orgs/invitations/[id]': 'redirects to the page of the invitation',
  '/o/[slug]/second-factor': 'needs an organization that requires one, and a sign-in without it',
  '/o/[slug]/[...path]': 'is what all unknown paths of the portal render',
  '/account/authenticator': 'needs an authenticator app that is being set up',
  '/account/authenticator/codes': 'needs recovery codes that are shown once',
  '/authorize/continue/[uid]': 'needs a sign-in of an application that waits',
  '/continue/[way]': 'needs an invitation that leads to an application',
  '/dev/mail/[id]': 'needs an email, and is not there in production',
  '/sign-in/with/code': 'needs a sign-in with a provider that is under way',
  '/sign-in/with/link': 'needs a sign-in with a provider that is under way',
}

/** Actions that cost more than the rule allows, as pageBudgets. */
export const actionBudgets: Record<string, Budget> = {
  // The password is hashed between two transactions.
  'account replacePassword': { transactions: 3, statements: 16 },
}

/** Operations of the My Organization API that cost more than the rule allows, as pageBudgets. */
export const myOrganizationBudgets: Record<string, Budget> = {
  // The provider is called between the two transactions: before it, whether the user still has the permission.
  'POST /identity-providers': { transactions: 2, statements: 6 },
  // Enabled at once, with domains: as two changes of it would be, in the transaction of its creation.
  'POST /identity-providers in use': { transactions: 2, statements: 9 },
  // Which options there are depends on its kind, and another issuer is called before they are saved.
  'PATCH /identity-providers/{id} options': { transactions: 2, statements: 6 },
}

/** Of a directory (SCIM), with its token and the log of its requests, which are not a part of the transaction. */
export const scimReadBudget: Budget = { transactions: 1, statements: 4 }
export const scimWriteBudget: Budget = { transactions: 1, statements: 9 }
/** Of someone who has an account, is no member, and is inactive at once: what they inherit is checked after they are added. */
export const scimInactiveBudget: Budget = { transactions: 1, statements: 11 }

/** What the OpenID provider does. */
export const tokenBudgets: Record<string, Budget> = {
  'client credentials': { transactions: 0, statements: 2 },
  // Into an application: the session, the application, its API, the organization, and what is written.
  authorize: { transactions: 1, statements: 12 },
  'code exchange': { transactions: 0, statements: 5 },
  refresh: { transactions: 0, statements: 5 },
  userinfo: { transactions: 0, statements: 3 },
  introspection: { transactions: 0, statements: 3 },
  revocation: { transactions: 0, statements: 2 },
}

/** Forms of public pages, with the page that is rendered again. */
export const frontBudgets: Record<string, Budget> = {
  'sign in with a wrong password': { transactions: 2, statements: 6 },
  'ask for a sign-in email': { transactions: 2, statements: 10 },
  'ask for a password reset': { transactions: 2, statements: 10 },
  'sign up': { transactions: 2, statements: 12 },
  // The password is hashed between two transactions; then the page follows.
  'sign in': { transactions: 3, statements: 11 },
}
