import { expect } from '@playwright/test'
import type { Answer } from './oidc-caller'

/** Refused with this code and no token, and no word of what is inside. */
export function expectRefused({ status, json, text }: Answer, error: string, expected = 400): void {
  expect({ status, error: json['error'] }, text).toEqual({ status: expected, error })
  expect(json['access_token']).toBeUndefined()
  expectSilent(text)
}

export function expectSilent(text: string): void {
  expect(text).not.toMatch(/prisma|postgres|node_modules|\bat \w+ \(|stack|SELECT|undefined|\[object/i)
}
