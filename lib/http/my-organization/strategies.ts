/** Of the kinds of identity providers that an application allows, those that Foyer has here. */
export function servedStrategies(allowed: readonly string[]): string[] {
  return allowed.filter((strategy) => served.includes(strategy))
}

const served: readonly string[] = []
