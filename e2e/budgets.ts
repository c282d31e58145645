/** What a request may cost (docs/decisions/0040): BEGIN and COMMIT are not counted. */
export interface Budget {
  transactions: number
  statements: number
}

export const pageBudget: Budget = { transactions: 1, statements: 8 }
export const actionBudget: Budget = { transactions: 2, statements: 14 }

/** Pages that cost more than the rule allows, with what they cost today: a number here may only fall. */
export const pageBudgets: Record<string, Budget> = {}

/** Pages that an owner of an organization cannot simply open. */
export const pagesElsewhere: Record<string, string> = {}

/** Actions that cost more than the rule allows, as pageBudgets. */
export const actionBudgets: Record<string, Budget> = {}
