import type { CDPSession, Page } from '@playwright/test'

/** Chromium’s virtual authenticator; the test decides how it answers. */
export class Device {
  private constructor(
    private readonly cdp: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  static async plugInto(page: Page): Promise<Device> {
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    return new Device(cdp, authenticatorId)
  }

  /** Whether the device verifies its user. */
  async knowsOwner(isUserVerified: boolean): Promise<void> {
    await this.cdp.send('WebAuthn.setUserVerified', { authenticatorId: this.authenticatorId, isUserVerified })
  }

  async passkeys(): Promise<{ rpId?: string; isResidentCredential: boolean }[]> {
    const { authenticatorId } = this
    return (await this.cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials
  }
}
