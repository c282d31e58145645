import type { Connection } from '@/lib/domain/connections/read-connection'

/** Providers, in the order of the form that creates a connection. */
export const strategies = [
  { value: 'oidc', label: 'OpenID Connect' },
  { value: 'google-oauth2', label: 'Google' },
  { value: 'windowslive', label: 'Microsoft' },
  { value: 'github', label: 'GitHub' },
] as const

/** Not made in the console. */
const others: Record<string, string> = {
  password: 'Password',
  email: 'Email link and code',
  passkey: 'Passkey',
  samlp: 'SAML 2.0',
  adfs: 'AD FS',
  pingfederate: 'PingFederate',
}

export function strategyLabel({ strategy, saml }: Pick<Connection, 'strategy' | 'saml'>): string {
  const name = saml?.product ?? strategy
  return strategies.find(({ value }) => value === name)?.label ?? others[name] ?? name
}
