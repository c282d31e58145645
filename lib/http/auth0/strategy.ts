/** Auth0’s database connection is Foyer’s password. */
export function strategyWire(strategy: string): string {
  return strategy === 'password' ? 'auth0' : strategy
}

/** Auth0’s waad is a Microsoft connection that names its directory. */
export function strategyOf(wire: string): string {
  if (wire === 'auth0') return 'password'
  return wire === 'waad' ? 'windowslive' : wire
}
