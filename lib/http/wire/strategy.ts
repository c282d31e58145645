/** Auth0’s word for a way to sign in: what it calls a database is our password. */
export function strategyWire(strategy: string): string {
  return strategy === 'password' ? 'auth0' : strategy
}
