import { expect, test } from '@playwright/test'
import { Published } from './published'
import { Sdk, type Generation } from './sdk'
import { startTlsFront, type TlsFront } from './tls-front'

/**
 * The same journeys with each generation of Auth0’s package, over TLS as it wants; and at the end every answer that they
 * had is held against what the API publishes.
 * @param of.answers how many they have at the least
 */
export function withEveryGeneration(
  of: { generations: readonly Generation[]; answers: number },
  journeys: (sdk: () => Sdk, generation: Generation) => void,
): void {
  let front: TlsFront
  test.describe.configure({ mode: 'default' })
  test.beforeAll(async ({ baseURL }) => {
    front = await startTlsFront(baseURL)
  })
  test.afterAll(() => front.stop())

  for (const generation of of.generations) {
    test.describe(`auth0 ${generation}`, () => {
      let sdk: Sdk
      test.beforeAll(async ({ baseURL }) => {
        sdk = await Sdk.open(generation, { baseURL, front })
      })
      journeys(() => sdk, generation)
    })
  }

  test('every answer that they had is as the API publishes it', async ({ baseURL }) => {
    const published = await Published.read(baseURL)
    expect(front.heard.length).toBeGreaterThanOrEqual(of.answers)
    expect(front.heard.flatMap((one) => published.complaints(one))).toEqual([])
  })
}
