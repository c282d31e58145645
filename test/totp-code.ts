import { Secret, TOTP } from 'otpauth'

/** The code that an app shows. `steps`: how many times 30 seconds from now. */
export function codeOf(secret: string, steps = 0): string {
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + steps * 30_000 })
}
