import type { Budget } from '../budgets'
import type { ConsoleInputs } from './action-input'
import { inputs as apis } from './apis'
import { inputs as applications } from './applications'
import { inputs as connections } from './connections'
import { inputs as emails } from './emails'
import { inputs as logStreams } from './log-streams'
import { inputs as organizations } from './organizations'
import { inputs as roles } from './roles'
import { inputs as settings } from './settings'
import { inputs as users } from './users'
import { inputs as webhooks } from './webhooks'

/** By folder below app/console and name, such as `users block`, in the order in which they can be done. */
export const consoleInputs: ConsoleInputs = {
  ...users,
  ...organizations,
  ...apis,
  ...applications,
  ...connections,
  ...emails,
  ...logStreams,
  ...roles,
  ...settings,
  ...webhooks,
}

/** They write nothing, or need a DNS record, which a test beside the verb provides. */
export const consoleActionsElsewhere: Record<string, string> = {
  'applications dismissSecret': 'deletes a cookie',
  'webhooks dismissSecret': 'deletes a cookie',
  'set-up-links dismiss': 'deletes a cookie',
  'join-link linkOf': 'only reads',
  'sign-in-methods checkDomain': 'lib/domain/domains/checking.test.ts',
  'connections check': 'asks the provider, and writes nothing',
}

export const consolePageBudget: Budget = { transactions: 2, statements: 10 }
export const consoleActionBudget: Budget = { transactions: 3, statements: 18 }

/** Pages and actions that cost more than these: a number here may only fall. */
export const consoleBudgets: Record<string, Budget> = {}

/** Pages that cannot be opened by their path alone, and why. */
export const consolePagesElsewhere: Record<string, string> = {
  '/console/[...path]': 'answers all unknown paths of the console',
}
