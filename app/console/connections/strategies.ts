/** Providers, in the order of the form that creates a connection. */
export const strategies = [
  { value: 'oidc', label: 'OpenID Connect' },
  { value: 'google-oauth2', label: 'Google' },
  { value: 'windowslive', label: 'Microsoft' },
  { value: 'github', label: 'GitHub' },
] as const

const builtIn: Record<string, string> = {
  password: 'Password',
  email: 'Email link and code',
  passkey: 'Passkey',
}

export function strategyLabel(strategy: string): string {
  return strategies.find(({ value }) => value === strategy)?.label ?? builtIn[strategy] ?? strategy
}
