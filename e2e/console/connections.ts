import type { ConsoleInputs } from './action-input'

export const inputs: ConsoleInputs = {}
