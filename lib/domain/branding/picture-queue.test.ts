import sharp from 'sharp'
import { expect, it } from 'vitest'
import { withRequestState } from '@/lib/request-state'
import type { Drawing } from './draw-picture'
import { reencodePicture } from './pictures'

const png = await sharp({ create: { width: 8, height: 4, channels: 3, background: 'red' } })
  .png()
  .toBuffer()

/** Draws that go on until they are told to end. */
function heldDraws() {
  const ends: (() => void)[] = []
  const draw = () => new Promise<Drawing>((resolve) => ends.push(() => resolve({ png, colors: [] })))
  return { ends, draw }
}

it('two organizations have their logos drawn at once, and a third one’s waits', async () => {
  const { ends, draw } = heldDraws()
  const logos = ['one', 'two', 'three'].map((organization) => reencodePicture(png, organization, { draw }))
  await expect.poll(() => ends.length).toBe(2)
  ends[0]?.()
  await expect.poll(() => ends.length).toBe(3)
  for (const end of ends) end()
  expect(await Promise.all(logos)).toMatchObject(Array(3).fill({ width: 8, height: 4 }))
})

it('one organization has one logo drawn at once, and the next one after that', async () => {
  const { ends, draw } = heldDraws()
  const first = reencodePicture(png, 'one', { draw })
  await expect(reencodePicture(png, 'one', { draw })).rejects.toMatchObject({
    code: 'too_many',
    retryAfter: 5,
  })
  await expect.poll(() => ends.length).toBe(1)
  ends[0]?.()
  expect(await first).toMatchObject({ width: 8, height: 4 })
  expect(await reencodePicture(png, 'one', { draw: async () => ({ png, colors: [] }) })).toMatchObject({
    width: 8,
    height: 4,
  })
})

it('gives the request’s place to the next one before it is drawn', async () => {
  const order: string[] = []
  const draw = async (): Promise<Drawing> => {
    order.push('draw')
    return { png, colors: [] }
  }
  await withRequestState(() => reencodePicture(png, 'one', { draw }), { leaveLane: () => order.push('left') })
  expect(order).toEqual(['left', 'draw'])
})

it('an organization whose logo could not be drawn may try again', async () => {
  const failing = async () => Promise.reject(new Error('no process'))
  await expect(reencodePicture(png, 'one', { draw: failing })).rejects.toThrow('no process')
  expect(await reencodePicture(png, 'one', { draw: async () => ({ png, colors: [] }) })).toMatchObject({
    width: 8,
    height: 4,
  })
})

it('a picture that takes too long is refused in a sentence', async () => {
  const tooSlow = reencodePicture(png, 'one', { draw: async () => ({ problem: 'tooSlow' }) })
  await expect(tooSlow).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(/too long to read/),
  })
})
