/** Auth0’s word for a way to sign in: what it calls a database is our password. */
export function strategyWire(strategy: string): string {
  return strategy === 'password' ? 'auth0' : strategy
}

/** And back. What Auth0 calls waad is a Microsoft connection that names its directory. */
export function strategyOf(wire: string): string {
  if (wire === 'auth0') return 'password'
  return wire === 'waad' ? 'windowslive' : wire
}
