import { addPasskey } from '@/lib/domain/passkeys/add-passkey'
import { askForPasskey } from '@/lib/domain/passkeys/ask-for-passkey'
import { askToAddPasskey } from '@/lib/domain/passkeys/ask-to-add-passkey'
import { parseAssertion, parseNewCredential } from '@/lib/domain/passkeys/parse-credential'
import { signInWithPasskey } from '@/lib/domain/passkeys/sign-in-with-passkey'
import { DomainError } from '@/lib/errors'
import { Authenticator, type Told } from './authenticator'
import type { House, Person, Place } from './house'

/** What a test has a device or a browser do otherwise than the real one would. */
export type Lies = Partial<Told> & { browser?: string; at?: Place }

/** Devices and browsers in front of one tenant. */
export class PasskeyDesk {
  constructor(
    readonly house: House,
    readonly rpId = `${house.tenantId}.localhost`,
  ) {}

  get origin(): string {
    return `http://${this.rpId}:3000`
  }

  /** A device whose passkey this person has added, as the account page does it. */
  async device(person: Person, lies: Partial<Told> = {}): Promise<Authenticator> {
    const device = new Authenticator(person.id)
    await this.add(person, device, lies)
    return device
  }

  async add(person: Person, device: Authenticator, lies: Partial<Told> = {}): Promise<void> {
    const { challenge } = await askToAddPasskey(person.self)
    await this.answer(person, device, { challenge, ...lies })
  }

  /** The device’s answer to a challenge that this person was given, or was not. */
  async answer(
    person: Person,
    device: Authenticator,
    { challenge, ...lies }: Partial<Told> & { challenge: string },
  ): Promise<void> {
    const credential = parseNewCredential(device.create({ ...this.truth(challenge), ...lies }))
    if (!credential.ok) throw new DomainError('invalid', credential.problem)
    await addPasskey(person.self, { credential: credential.value, name: 'Phone' })
  }

  /** A challenge for a browser. */
  async ask(browser = 'browser'): Promise<string> {
    return (await askForPasskey(this.house.tenantId, browser)).challenge
  }

  /** Signs in with a challenge just asked for, unless one is given. */
  async signIn(device: Authenticator, lies: Lies = {}) {
    const { browser = 'browser', at, ...told } = lies
    const challenge = told.challenge ?? (await this.ask(browser))
    const assertion = parseAssertion(device.get({ ...this.truth(challenge), ...told }))
    if (!assertion.ok) throw new DomainError('invalid', assertion.problem)
    const here = at ? { organizationId: at.id } : {}
    return signInWithPasskey(this.house.tenantId, { assertion: assertion.value, browser, ...here })
  }

  private truth(challenge: string): Told {
    return { challenge, rpId: this.rpId, origin: this.origin }
  }
}
