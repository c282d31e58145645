import type { Page } from '@playwright/test'
import { IdentityProvider, type ProviderUser } from '../test/identity-provider'
import {
  clientSecret,
  enableConnection,
  createConnection,
  addVerifiedDomain,
  type BrowserConnectionSettings,
} from '@/test/fixtures/browser-connections'
import type { BrowserOrganization, BrowserTenant } from '@/test/fixtures/browser-tenant'

/** A real provider, and organizations whose people come from it. */
export class Enterprise {
  private constructor(
    readonly tenant: BrowserTenant,
    readonly provider: IdentityProvider,
  ) {}

  static async open(tenant: BrowserTenant): Promise<Enterprise> {
    const provider = await IdentityProvider.start([
      {
        client_id: 'foyer',
        client_secret: clientSecret,
        // The library wants one; the others are added later.
        redirect_uris: [`${tenant.url}/login/callback`],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ])
    return new Enterprise(tenant, provider)
  }

  close(): Promise<void> {
    return this.provider.stop()
  }

  /** A connection to the provider, which knows where to send people back. */
  async connect(wanted: Partial<BrowserConnectionSettings> = {}) {
    const options = { issuer: this.provider.issuer, ...wanted.options }
    const connection = await createConnection(this.tenant, { ...wanted, options })
    this.provider.admit(connection.redirectUri)
    return connection
  }

  /** An organization at which it is switched on, its domain verified. */
  async organization({ joins = false, leads = false }: { joins?: boolean; leads?: boolean } = {}) {
    const organization = await this.tenant.createOrganization('Harbour')
    const domain = `${organization.slug}.test`
    const connection = await this.connect(leads ? { options: { domains: [domain] } } : {})
    await enableConnection(this.tenant, { organization, connection }, { joins })
    await addVerifiedDomain(this.tenant, organization, domain)
    return { organization, connection, domain }
  }

  /** Who is signed in at the provider. */
  setUser(user: Partial<ProviderUser> & { email: string }): void {
    this.provider.user = {
      sub: user.email,
      name: 'Ada Moore',
      email_verified: true,
      ...user,
    }
  }
}

/** By the button on the organization’s page. */
export async function signInAt(page: Page, organization: BrowserOrganization): Promise<void> {
  await page.goto(`/o/${organization.slug}`)
  await page.getByRole('link', { name: 'Continue with Acme' }).click()
}
