import type { SelfServiceStrategy } from '@/lib/domain/self-service-profiles/self-service-settings'

export const strategyLabels: Record<SelfServiceStrategy, string> = {
  okta: 'Okta',
  waad: 'Microsoft Entra ID',
  'google-apps': 'Google Workspace',
  oidc: 'Another OpenID Connect provider, such as Keycloak',
  samlp: 'SAML 2.0',
}
