import type { ProviderOptions } from '@/lib/domain/connections/provider-options'
import type { SelfServiceStrategy } from '@/lib/domain/self-service-profiles/self-service-settings'

interface GuideStep {
  text: string
  /** What to copy into the provider at this step. */
  copies?: 'redirect-uri' | 'scopes'
}

export interface ProviderGuide {
  key: string
  label: string
  /** By which a self-service profile offers it. */
  strategy: SelfServiceStrategy
  /** What identifies the organization’s account at the provider. */
  issuer: { label: string; help: string; placeholder: string }
  steps: readonly GuideStep[]
}

const noSignOut = 'Leave sign-out redirect URIs empty: none is used.'

const okta: ProviderGuide = {
  key: 'okta',
  label: 'Okta',
  strategy: 'okta',
  issuer: {
    label: 'Okta domain',
    help: 'In the menu at the top right of the Okta Admin Console.',
    placeholder: 'acme.okta.com',
  },
  steps: [
    { text: 'In the Okta Admin Console, open Applications and choose “Create App Integration”.' },
    { text: 'Choose “OIDC - OpenID Connect” and “Web Application”.' },
    { text: 'Add this sign-in redirect URI:', copies: 'redirect-uri' },
    { text: noSignOut },
    { text: 'Under “Assignments”, choose who can use the application, and save.' },
    { text: 'Copy the client ID and the client secret from the “General” tab into the form below.' },
  ],
}

const entra: ProviderGuide = {
  key: 'entra',
  label: 'Microsoft Entra ID',
  strategy: 'waad',
  issuer: {
    label: 'Directory (tenant) ID',
    help: 'On the overview page of the app registration.',
    placeholder: '00000000-0000-0000-0000-000000000000',
  },
  steps: [
    { text: 'In the Microsoft Entra admin center, open “App registrations” and choose “New registration”.' },
    { text: 'Choose “Accounts in this organizational directory only”.' },
    { text: 'As the redirect URI, choose “Web” and enter:', copies: 'redirect-uri' },
    {
      text: 'Under “API permissions”, add these delegated permissions of Microsoft Graph:',
      copies: 'scopes',
    },
    { text: 'Under “Token configuration”, add the optional claim “email” to ID tokens.' },
    {
      text: 'Under “Certificates & secrets”, create a client secret and copy its value, not its ID. Note when it expires.',
    },
    {
      text: 'From the overview, copy the application (client) ID and the directory (tenant) ID into the form below.',
    },
  ],
}

const google: ProviderGuide = {
  key: 'google-workspace',
  label: 'Google Workspace',
  strategy: 'google-apps',
  issuer: {
    label: 'Workspace domain',
    help: 'The primary domain of your Workspace. Accounts of others are refused.',
    placeholder: 'acme.com',
  },
  steps: [
    { text: 'In the Google Cloud console, open “Google Auth Platform” in a project of your organization.' },
    { text: 'Under “Audience”, choose “Internal”.' },
    { text: 'Under “Clients”, create a client of the type “Web application”.' },
    { text: 'Add this authorized redirect URI:', copies: 'redirect-uri' },
    { text: 'Copy the client ID and the client secret into the form below.' },
  ],
}

const keycloak: ProviderGuide = {
  key: 'keycloak',
  label: 'Keycloak',
  strategy: 'oidc',
  issuer: {
    label: 'Realm URL',
    help: 'The address of the realm, without anything after its name.',
    placeholder: 'https://login.example.com/realms/acme',
  },
  steps: [
    {
      text: 'In the admin console of your realm, open “Clients” and create a client of the type “OpenID Connect”.',
    },
    { text: 'Switch “Client authentication” on, and keep “Standard flow” only.' },
    { text: 'Add this valid redirect URI:', copies: 'redirect-uri' },
    { text: 'Leave valid post logout redirect URIs empty: none is used.' },
    { text: 'Copy the client ID, and the client secret from the “Credentials” tab, into the form below.' },
  ],
}

const other: ProviderGuide = {
  key: 'oidc',
  label: 'Another OpenID Connect provider',
  strategy: 'oidc',
  issuer: {
    label: 'Issuer',
    help: 'The “issuer” of the provider’s discovery document.',
    placeholder: 'https://login.example.com',
  },
  steps: [
    { text: 'Register a web application with a client secret and the authorization code flow.' },
    { text: 'Add this redirect URI:', copies: 'redirect-uri' },
    { text: noSignOut },
    { text: 'Allow these scopes:', copies: 'scopes' },
    { text: 'Copy the issuer, the client ID and the client secret into the form below.' },
  ],
}

export const providers = [okta, entra, google, keycloak, other] as const

export function findProviderGuide(key: string | undefined): ProviderGuide | null {
  return providers.find((one) => one.key === key) ?? null
}

const googleIssuer = 'https://accounts.google.com'
const directory = /^https:\/\/login\.microsoftonline\.com\/([\w-]+)\/v2\.0$/

/** Of one that was set up before. */
export function guideOf({ issuer, hostedDomain }: ProviderOptions): ProviderGuide {
  if (hostedDomain !== undefined) return google
  if (directory.test(issuer)) return entra
  if (/^https:\/\/[\w-]+\.okta(preview|-emea)?\.com$/.test(issuer)) return okta
  return new URL(issuer).pathname.includes('/realms/') ? keycloak : other
}

/** As it is typed in the field that identifies the account. */
export function typedIssuer({ key }: ProviderGuide, { issuer, hostedDomain }: ProviderOptions): string {
  if (key === google.key) return hostedDomain ?? ''
  if (key === entra.key) return directory.exec(issuer)?.[1] ?? issuer
  return key === okta.key ? new URL(issuer).hostname : issuer
}

/** Accepts what people copy: with or without the scheme, and with a slash at the end where there is none. */
export function issuerOf(
  { key }: ProviderGuide,
  typed: string,
): Pick<ProviderOptions, 'issuer' | 'hostedDomain'> {
  if (key === google.key) return { issuer: googleIssuer, hostedDomain: typed }
  if (key === entra.key) return { issuer: `https://login.microsoftonline.com/${typed.toLowerCase()}/v2.0` }
  if (key === okta.key) return { issuer: `https://${typed.replace(/^https:\/\//i, '').replace(/\/$/, '')}` }
  return { issuer: key === keycloak.key ? typed.replace(/\/$/, '') : typed }
}
