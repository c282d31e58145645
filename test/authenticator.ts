import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

const [present, verified, attested] = [0x01, 0x04, 0x40]
/** May be synced to other devices, and is. */
const synced = 0x08 | 0x10

type Cbor = Parameters<typeof isoCBOR.encode>[0]

export interface Told {
  challenge: string
  rpId: string
  origin: string
  counter?: number
  /** Whether the device made sure who its person is. */
  isVerified?: boolean
  isSynced?: boolean
  crossOrigin?: boolean
  type?: string
  userHandle?: string
  /** Another device’s key. */
  signer?: Authenticator
}

/** A device with one passkey, in software: it does whatever it is told, also what a real one would not. */
export class Authenticator {
  readonly id = randomBytes(16)
  private readonly publicKey: KeyObject
  private readonly privateKey: KeyObject

  constructor(readonly userId: string) {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.publicKey = pair.publicKey
    this.privateKey = pair.privateKey
  }

  /** The answer to navigator.credentials.create(), as the form sends it. */
  create(told: Told): string {
    const authData = Buffer.concat([
      authenticatorData({ counter: 0, ...told }, attested),
      this.attestedCredential(),
    ])
    const attestation = new Map<string, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map<string, Cbor>()],
      ['authData', new Uint8Array(authData)],
    ])
    return this.answer({
      clientDataJSON: clientData('webauthn.create', told),
      attestationObject: Buffer.from(encoded(attestation)).toString('base64url'),
      transports: ['internal'],
    })
  }

  /** The answer to navigator.credentials.get(), as the form sends it. */
  get(told: Told): string {
    const authData = authenticatorData({ counter: 1, ...told }, 0)
    const clientDataJSON = clientData('webauthn.get', told)
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest()
    const signature = (told.signer ?? this).sign(Buffer.concat([authData, hash]))
    return this.answer({
      clientDataJSON,
      authenticatorData: authData.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: Buffer.from(told.userHandle ?? this.userId).toString('base64url'),
    })
  }

  private sign(bytes: Buffer): Buffer {
    return sign('sha256', bytes, this.privateKey)
  }

  private answer(response: object): string {
    const id = this.id.toString('base64url')
    return JSON.stringify({ id, rawId: id, type: 'public-key', response, clientExtensionResults: {} })
  }

  private attestedCredential(): Buffer {
    const { x = '', y = '' } = this.publicKey.export({ format: 'jwk' })
    const [keyType, algorithm, curve] = [2, -7, 1]
    const key = new Map<number, Cbor>([
      [1, keyType],
      [3, algorithm],
      [-1, curve],
      [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
      [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
    ])
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.id.length)
    return Buffer.concat([Buffer.alloc(16), length, this.id, encoded(key)])
  }
}

function authenticatorData(told: Told & { counter: number }, extra: number): Buffer {
  const { rpId, counter, isVerified = true, isSynced = false } = told
  const counted = Buffer.alloc(4)
  counted.writeUInt32BE(counter)
  const flags = present | (isVerified ? verified : 0) | (isSynced ? synced : 0) | extra
  return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), counted])
}

function clientData(usual: string, { type = usual, challenge, origin, crossOrigin = false }: Told): string {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin })).toString('base64url')
}

function encoded(value: Cbor): Uint8Array {
  return isoCBOR.encode(value)
}
